//! What holds for any input: run by the fuzz targets on what the fuzzer makes, and by `tests/properties.rs` on made-up texts.
//!
//! Each property panics where it does not hold.

use std::sync::LazyLock;

use redraft::locale::Locale;
use redraft::render::{json, markdown, page, terminal};
use redraft::review::{band, review};
use redraft::rule::{Input, RuleFile, RuleSet};
use redraft::store::{self, Location};
use redraft::submission::{Submission, entries};
use redraft::text::{Document, Span, quantity};

static SHIPPED: LazyLock<RuleSet> = LazyLock::new(|| store::load(&Location::BuiltIn, store::DEFAULT_PACK).expect("the shipped rules load"));

/// The files that a text stands for: `--- path` begins a file; what comes before the first such line is `botting.toml`.
fn files(text: &str) -> Vec<RuleFile> {
    let file = |path: &str, text: &str| RuleFile { path: path.to_owned(), shown: path.to_owned(), text: text.to_owned() };
    let mut files: Vec<RuleFile> = Vec::new();
    for (at, part) in text.split("\n--- ").enumerate() {
        let next = match part.split_once('\n') {
            Some((path, text)) if at > 0 => file(path.trim(), text),
            _ => file("botting.toml", part),
        };
        // A folder has no two files of one name.
        if files.iter().all(|file| file.path != next.path) {
            files.push(next);
        }
    }
    files
}

/// Rule files: a set or diagnostics with a place, the same in any order of files.
pub(crate) fn rules(text: &str) {
    let mut files = files(text);
    let version = |files: &[RuleFile]| store::load_files("fuzz", files).map(|rules| rules.version()).map_err(|wrong| wrong.to_string());
    let one = version(&files);
    files.reverse();
    assert_eq!(one, version(&files), "the order of files changes nothing");
}

/// Words, sentences and clauses: in order, inside the text, on boundaries of characters.
pub(crate) fn normaliser(text: &str) {
    let document = Document::new(text);
    let whole = |span: Span| span.start < span.end && text.get(span.start..span.end).is_some();
    let tokens = document.tokens();
    assert!(tokens.iter().all(|token| whole(token.span)), "a token has its words in the original");
    assert!(tokens.windows(2).all(|pair| pair[0].span.start <= pair[1].span.start && pair[0].span.end <= pair[1].span.end), "in order");
    assert!(document.words().all(|word| !word.is_empty()), "no empty word");
    assert!(document.hidden().iter().all(|span| whole(*span)), "hidden characters stand in the original");
    let sentences = document.sentences();
    assert_eq!(sentences.iter().map(std::ops::Range::len).sum::<usize>(), tokens.len(), "sentences cover all tokens");
    for (at, token) in tokens.iter().enumerate() {
        assert!(document.sentence_of(at).contains(&at) && document.clause_of(at).contains(&at));
        assert!(document.tokens_in(token.span).contains(&at), "a span finds its token");
    }
    for clause in document.clauses() {
        let sentence = document.sentence_of(clause.start);
        assert!(sentence.start <= clause.start && clause.end <= sentence.end, "a clause lies within its sentence");
    }
}

/// A review: every span inside its text, the score inside the verdict's band, every format written.
pub(crate) fn reviewed(text: &str) {
    let submission = Submission::from_sections(text);
    let review = review(&SHIPPED, &submission);
    let inside = |input: Input, span: Span| {
        submission.get(input).is_some_and(|text| span.start < span.end && text.get(span.start..span.end).is_some())
    };
    assert!(review.findings.iter().all(|finding| finding.span.is_none_or(|span| inside(finding.input, span))));
    assert!(review.evidence.iter().all(|found| inside(found.input, found.span)));
    assert!(review.credits.iter().all(|credit| inside(credit.input, credit.span)));
    assert!(review.checklist.iter().all(|check| check.span.is_none_or(|span| inside(Input::Profile, span))));
    let (low, high) = band(review.verdict);
    assert!((low..=high).contains(&review.score));
    assert_eq!(review.findings.is_empty(), review.next.is_none());
}

/// What is shown: within Discord's limits, no control characters in the terminal, JSON that can be read.
pub(crate) fn rendered(text: &str) {
    let submission = Submission::from_sections(text);
    let review = review(&SHIPPED, &submission);
    let shown = submission.shown();
    for locale in Locale::ALL {
        let page = page::page(&review, &shown, *locale);
        let fields: usize = page.fields.iter().map(|field| markdown::units(&field.name) + markdown::units(&field.value)).sum();
        assert!((1..=256).contains(&markdown::units(&page.title)) && (1..=4096).contains(&markdown::units(&page.description)));
        assert!(page.fields.len() <= 25 && page.fields.iter().all(|field| (1..=1024).contains(&markdown::units(field.value.trim()))));
        assert!(markdown::units(&page.title) + markdown::units(&page.description) + markdown::units(&page.footer) + fields <= 6000);
        assert!(!page::report(&review, &shown, *locale).is_empty());
    }
    assert!(!terminal::review(&review, &shown, false).chars().any(|ch| ch != '\n' && markdown::is_invisible(ch)));
    let json = json::review(&review, &shown, None).expect("a review is JSON");
    assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
    let block = markdown::code_block(text, 100);
    assert!(markdown::units(&block) <= 100 && block.matches("```").count() == 2, "{block}");
    for most in [1, 10, 160] {
        let escaped = markdown::escape(text, most);
        assert!(markdown::units(&escaped) <= most, "{} units of {most}", markdown::units(&escaped));
        let plain = |(at, _): (usize, &str)| !escaped.get(..at).is_some_and(|before| before.ends_with('\\'));
        assert!(!escaped.match_indices(['@', '<', '`', '*', '|', '[']).any(plain), "every sign of markup is escaped: {escaped}");
    }
}

/// Amounts: finite, and each stands on words.
pub(crate) fn quantities(text: &str) {
    let document = Document::new(text);
    for quantity in quantity::read(&document) {
        assert!(quantity.amount >= 0.0 && !quantity.amount.is_nan(), "{}", quantity.amount);
        assert!(!quantity.tokens.is_empty() && quantity.tokens.end <= document.tokens().len());
    }
}

/// Entries of a profile: keys before values, all inside the text.
pub(crate) fn profile(text: &str) {
    for entry in entries(text) {
        assert!(text.get(entry.value.start..entry.value.end).is_some());
        assert!(entry.key.is_none_or(|key| key.end <= entry.value.start && text.get(key.start..key.end).is_some()));
    }
    reviewed(&format!("Profile: {text}"));
}

/// Sections: no word is made up, and a text without a heading stays as it is.
pub(crate) fn sections(text: &str) {
    let submission = Submission::from_sections(text);
    let parts = Input::ALL.iter().filter_map(|input| submission.get(*input));
    let letters = |text: &str| text.chars().filter(|ch| !ch.is_whitespace()).count();
    assert!(parts.clone().map(letters).sum::<usize>() <= letters(text));
    assert!(text.contains(':') || submission.description == text);
    assert!(parts.flat_map(str::lines).all(|line| text.contains(line.trim())), "every line was there before");
}
