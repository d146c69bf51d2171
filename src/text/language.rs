//! Is a text English?

use super::Document;
use super::words::{Words, words};

/// Words a text has at least for its language to be told.
const FEWEST_WORDS: usize = 6;
/// Least share of English function words in an English text. Terse notes of tools and figures have few.
const LEAST_SHARE: f64 = 0.12;
/// Words without a single common English one that are enough for a guess of the library that is not certain.
const MANY_WORDS: usize = 12;
/// One of so many words is known in a note of tools and figures; of another language, hardly one of four.
const KNOWN: usize = 2;
/// Letters of another script than Latin that a text in it has at least: a name or two are none.
const FEWEST_LETTERS: usize = 8;

/// The commonest English words, but for those that other languages have as well (a, as, do); a text in another language holds hardly
/// any of them.
static COMMON: Words<()> = words! {
    "the" | "an" | "and" | "or" | "of" | "to" | "for" | "with" | "we" | "it" | "is" | "are" | "our" | "my" | "that"
        | "this" | "which" | "by" | "from" | "not" | "will" | "be" | "at" | "each" | "every" | "who" | "how" | "only"
        | "all" | "when" | "they" | "them" | "us" | "you" | "your" | "have" | "has" | "does" | "can" | "want" | "use"
        | "app" | "tool" | "if" | "into" | "their" | "after" | "before" | "through" | "what" | "where" | "then" | "there"
        | "been" | "were" | "would" | "should" | "could" | "these" | "those" | "without" | "because" | "while" | "until"
        | "since" | "both" | "other" | "any" | "some" | "such" | "out" | "off" | "down" | "same" | "whose"
        // What terse notes have in place of those.
        | "shows" | "reads" | "opens" | "sends" | "pulls" | "writes" | "makes" | "gets" | "own" | "hours" | "week" | "weekly"
        | "daily" | "month" | "monthly" => (),
};

/// Whether a text is certainly not English: a library recognises another language, English function words are rare, and `knows` tells of
/// few of its words that they are English.
///
/// Short texts, names and terse notes count as English.
///
/// ```
/// use redraft::text::{Document, language::is_foreign};
///
/// let foreign = |text: &str| is_foreign(&Document::new(text), |word| ["sync", "invoices"].contains(&word));
/// assert!(foreign("Necesito la clave de la API para hacer pruebas con mi aplicación y aprender a usarla."));
/// assert!(!foreign("Sync QuickBooks invoices, Kovács Eszter, Szeged."));
/// ```
pub fn is_foreign(document: &Document<'_>, knows: impl Fn(&str) -> bool) -> bool {
    let words = document.tokens().len();
    if words < FEWEST_WORDS {
        return is_other_script(document.source());
    }
    // English is known by its first words: the rest need not be read.
    #[allow(clippy::cast_precision_loss, reason = "texts have at most some thousand words")]
    let enough = |common: usize| common as f64 / words as f64 >= LEAST_SHARE;
    let mut common = 0;
    let english = document.words().filter(|word| COMMON.contains(word)).any(|_| {
        common += 1;
        enough(common)
    });
    let certain = |info: &whatlang::Info| info.is_reliable() || (common == 0 && words >= MANY_WORDS);
    let recognised = || whatlang::detect(document.source()).is_some_and(|info| info.lang() != whatlang::Lang::Eng && certain(&info));
    let is_note = || document.words().filter(|word| knows(word)).count() * KNOWN >= words;
    !english && recognised() && !is_note() || is_other_script(document.source())
}

/// Whether most letters belong to another script than Latin.
fn is_other_script(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let letters = text.chars().filter(|ch| ch.is_alphabetic());
    let (latin, other) = letters.fold((0_usize, 0_usize), |(latin, other), ch| {
        // Latin letters stand below U+0250, full-width and mathematical ones among their own blocks.
        let is_latin = ch < '\u{250}'
            || ('\u{1e00}'..='\u{1eff}').contains(&ch)
            || ('\u{ff21}'..='\u{ff5a}').contains(&ch)
            || ('\u{1d400}'..='\u{1d7ff}').contains(&ch);
        if is_latin { (latin + 1, other) } else { (latin, other + 1) }
    });
    other > latin && other >= FEWEST_LETTERS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_languages_and_terse_english() {
        for foreign in [
            "Ich möchte ein Programm schreiben, das unsere Verträge und Stunden jede Woche in eine Tabelle überträgt.",
            "Quiero una herramienta para mi equipo que lea nuestros contratos para facturar a tiempo cada semana.",
            "Quero criar um painel interno para a nossa equipe acompanhar os contratos e as horas.",
            "Мы хотим сделать внутреннюю панель для нашей команды, чтобы видеть часы по контрактам.",
            "私たちの会社の社内ツールで契約と時間を表示します。",
        ] {
            assert!(is_foreign(&Document::new(foreign), |_| false), "{foreign}");
        }
        for english in [
            "Nightly automated job, own books only: pulls invoices into QuickBooks.",
            "Staff-only Xero plugin: books each freelancer invoice we pay. Nobody else.",
            "We are 株式会社みどり翻訳 (Midori Translation K.K.), Osaka. Our coordinators use a kintone plug-in.",
            "CLI tool, Rust, prints earnings per contract.",
            "GraphQL lib + cron, pulls txns, diffs vs Xero, flags drift so books stay square",
            "Telegram bot in private team group, pings if client message waits over 2 hours",
            "",
        ] {
            assert!(!is_foreign(&Document::new(english), |_| false), "{english}");
        }
    }

    #[test]
    fn a_note_of_known_words_is_english() {
        let note =
            "Scheduled Lambda (eu-west-1), owner: data platform team, consumers: internal employees. Lands Parquet, registers partitions.";
        let foreign = |known: &[&str]| is_foreign(&Document::new(note), |word| known.contains(&word));
        assert!(foreign(&["data", "team", "internal"]));
        assert!(!foreign(&["scheduled", "owner", "data", "platform", "team", "consumers", "internal", "employees", "registers"]));
    }
}
