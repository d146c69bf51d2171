//! What holds for any input: run by the fuzz targets on what the fuzzer makes, by `tests/properties.rs` on made-up texts, and by
//! `tests/laws.rs` on a pack of its own.
//!
//! Each property panics where it does not hold.

use std::sync::LazyLock;

use redraft::locale::Locale;
use redraft::render::{explain, json, markdown, page, strip, terminal};
use redraft::review::{Review, band, review};
use redraft::rule::{Diagnostics, Input, NARROW, RuleFile, RuleSet, Severity, Verdict, lint};
use redraft::store::{self, Location};
use redraft::submission::{Keys, Submission, entries};
use redraft::text::{Document, Span, quantity, secret};

static SHIPPED: LazyLock<RuleSet> = LazyLock::new(|| store::load(&Location::BuiltIn, store::DEFAULT_PACK).expect("the shipped rules load"));

/// Whether a span holds something of a text, on boundaries of characters.
fn inside(span: Span, text: &str) -> bool {
    span.start < span.end && text.get(span.start..span.end).is_some()
}

/// The files that a text stands for: `--- path` begins a file; what comes before the first such line is `botting.toml`.
fn files(text: &str) -> Vec<RuleFile> {
    let file = |path: &str, text: &str| RuleFile { path: path.to_owned(), shown: path.to_owned(), text: text.into() };
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

/// Rule files: a set that serves, or mistakes that stand in the files; the same in any order of files.
pub(crate) fn rules(text: &str) {
    let mut files = files(text);
    let one = store::load_files("fuzz", &files);
    let warnings = lint(&files);
    assert!(warnings.iter().all(|item| item.warning), "what only warns");
    match &one {
        Ok(rules) => {
            let submission = Submission::from_sections(text);
            whole(&review(rules, &submission), &submission);
            assert!(rules.rules.iter().all(|rule| !explain::rule(rule).is_empty()));
        }
        Err(wrong) => mistakes(wrong, &files),
    }
    if files.len() > 1 {
        files.reverse();
        let told = |loaded: Result<RuleSet, Diagnostics>| loaded.map(|rules| rules.version()).map_err(|wrong| wrong.items);
        assert_eq!(told(one), told(store::load_files("fuzz", &files)), "the order of files changes nothing");
    }
}

/// Mistakes: some, each in a line of a file, told in words that fit a narrow place.
fn mistakes(wrong: &Diagnostics, files: &[RuleFile]) {
    assert!(wrong.errors() > 0, "without a mistake it loads");
    for item in &wrong.items {
        let (place, span) = (&item.place, item.place.span);
        let file = files.iter().find(|file| *file.shown == *place.file).unwrap_or_else(|| panic!("no file {}", place.file));
        let before = file.text.as_bytes().get(..span.start).unwrap_or_else(|| panic!("{place:?} of {}", file.text.len()));
        assert!(span.start <= span.end && span.end <= file.text.len(), "{place:?}");
        assert_eq!(place.line, String::from_utf8_lossy(before).matches('\n').count() + 1, "{item:?}");
        assert!(!item.title.trim().is_empty());
    }
    assert!(wrong.render(NARROW).lines().all(|line| line.chars().filter(char::is_ascii).count() <= NARROW));
    assert!(!wrong.to_string().is_empty());
}

/// Words, sentences and clauses: in order, inside the text, on boundaries of characters.
pub(crate) fn normaliser(text: &str) {
    let document = Document::new(text);
    let tokens = document.tokens();
    assert!(tokens.iter().all(|token| inside(token.span, text)), "a token has its words in the original");
    assert!(tokens.windows(2).all(|pair| pair[0].span.start <= pair[1].span.start && pair[0].span.end <= pair[1].span.end), "in order");
    assert!(document.words().all(|word| !word.is_empty()), "no empty word");
    let sentences = document.sentences();
    assert_eq!(sentences.iter().map(std::ops::Range::len).sum::<usize>(), tokens.len(), "sentences cover all tokens");
    for (at, token) in tokens.iter().enumerate() {
        let (sentence, clause) = (document.sentence_of(at), document.clause_of(at));
        assert!(sentence.contains(&at) && clause.contains(&at));
        assert!(document.span(&clause).is_some_and(|span| inside(span, text) && span.covers(token.span)));
        assert!(document.tokens_in(token.span).contains(&at), "a span finds its token");
    }
    for clause in document.clauses() {
        let sentence = document.sentence_of(clause.start);
        assert!(sentence.start <= clause.start && clause.end <= sentence.end, "a clause lies within its sentence");
    }
    assert!(secret::find(text).iter().all(|span| inside(*span, text)), "a secret stands in the text");
    assert_eq!(secret::masked(text).len(), text.len(), "spans hold in what is shown");
}

/// A review by the shipped rules: [`whole`].
pub(crate) fn reviewed(text: &str) {
    let submission = Submission::from_sections(text);
    whole(&review(&SHIPPED, &submission), &submission);
}

/// A review of a submission: every span inside its text, verdict, score and steps agree, the next change is one.
pub(crate) fn whole(review: &Review<'_>, submission: &Submission) {
    let inside = |input: Input, span: Span| submission.get(input).is_some_and(|text| inside(span, text));
    assert!(review.findings.iter().all(|finding| finding.span.is_none_or(|span| inside(finding.input, span))));
    assert!(review.evidence.iter().all(|found| inside(found.input, found.span)));
    assert!(review.credits.iter().all(|credit| inside(credit.input, credit.span)));
    assert!(review.checklist.iter().all(|check| check.span.is_none_or(|span| inside(Input::Profile, span))));
    let silent = submission.profile.as_deref().is_none_or(|profile| profile.trim().is_empty());
    assert_eq!(review.checklist.is_empty(), silent, "a profile has a checklist");
    let severities = review.findings.iter().map(|finding| finding.severity);
    assert!(severities.is_sorted_by(|one, other| one >= other), "worst first");
    let verdict = match review.findings.first().map(|finding| finding.severity) {
        Some(Severity::Reject) => Verdict::LikelyRejected,
        Some(Severity::Question) => Verdict::NeedsWork,
        Some(Severity::Advice) | None => Verdict::Ready,
    };
    assert_eq!(review.verdict, verdict, "the verdict is the worst severity");
    let in_band = |verdict, score| (band(verdict).0..=band(verdict).1).contains(&score);
    assert!(in_band(review.verdict, review.score));
    let steps: i32 = review.steps.iter().map(|step| step.points).sum();
    assert_eq!(u32::try_from(100 + steps), Ok(review.score), "the steps add up");
    assert_eq!(review.findings.is_empty(), review.next.is_none());
    if let Some(next) = &review.next {
        assert!(in_band(next.verdict, next.score) && next.score >= review.score && next.verdict >= review.verdict);
        assert!(review.findings.iter().any(|finding| finding.rule.id == *next.rule), "it mends a finding");
    }
}

/// What is shown: within Discord's limits, inert, no control characters in the terminal, JSON that can be read. In one language, by the
/// length of the text, so that the fuzzer tries many texts instead of one in each.
pub(crate) fn rendered(text: &str) {
    let submission = Submission::from_sections(text);
    let review = review(&SHIPPED, &submission);
    let shown = submission.shown();
    let locale = Locale::ALL[text.len() % Locale::ALL.len()];
    let page = page::page(&review, &shown, locale);
    fits_an_embed(&page, &review);
    inert(&page, &review, locale);
    assert!(!page::report(&review, &shown, locale).is_empty());
    assert!(!terminal::review(&review, &shown, false).chars().any(|ch| ch != '\n' && markdown::is_invisible(ch)));
    let json = json::review(&review, &shown, None).expect("a review is JSON");
    let json: serde_json::Value = serde_json::from_str(&json).expect("and can be read");
    assert_eq!(json["score"], review.score);
    let block = markdown::code_block(text, 100);
    assert!(markdown::units(&block) <= 100 && block.matches("```").count() == 2, "{block}");
    for most in [1, 10, 160] {
        let escaped = markdown::escape(text, most);
        assert!(markdown::units(&escaped) <= most, "{} units of {most}", markdown::units(&escaped));
        only_escaped(&escaped);
    }
}

/// A page within the limits of an embed, with those findings counted that are not told.
pub(crate) fn fits_an_embed(page: &page::Page, review: &Review<'_>) {
    // Discord does not say which it counts; UTF-16 units are never fewer than characters.
    let units = markdown::units;
    assert!((1..=256).contains(&units(&page.title)));
    assert!((1..=4096).contains(&units(&page.description)));
    assert!((1..=2048).contains(&units(&page.footer)));
    assert!(page.fields.len() <= 25);
    for field in &page.fields {
        assert!((1..=256).contains(&units(field.name.trim())), "{}", field.name);
        assert!((1..=1024).contains(&units(field.value.trim())), "{}", field.value);
    }
    let fields: usize = page.fields.iter().map(|field| units(&field.name) + units(&field.value)).sum();
    let all = units(&page.title) + units(&page.description) + units(&page.footer) + fields;
    assert!(all <= 6000, "{all} units");
    // Five findings at most lead a field; those that are not told on the page are counted.
    let told = page.fields.iter().filter(|field| field.name.starts_with(|ch: char| ch.is_ascii_digit())).count();
    assert!(told <= 5 && (told > 0) != review.findings.is_empty() && page.rest + told <= review.findings.len());
}

/// A page in which, without the marks that are its own, nothing is left that Discord would take for one.
pub(crate) fn inert(page: &page::Page, review: &Review<'_>, locale: Locale) {
    let own = ["finding-fix", "finding-why"].map(|key| format!("**{}:**", locale.say(key)));
    let next = strip::next(review, locale).map(|next| format!("**{next}**")).unwrap_or_default();
    for text in page.fields.iter().map(|field| &field.value).chain([&page.description]) {
        let text = text.replacen(&next, "", 1).replacen(&own[0], "", 1).replacen(&own[1], "", 1).replace("[ … ]", "");
        for line in text.lines() {
            let line = line.strip_prefix("> ").unwrap_or(line);
            assert!(!line.starts_with(['-', '+', '#', '>']), "{line}");
            only_escaped(line);
        }
    }
}

/// A line in which every sign that Discord could take for markup, a mention or a link is escaped, and nothing is invisible.
fn only_escaped(line: &str) {
    let mut chars = line.chars().peekable();
    while let Some(ch) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        assert!(!"*_~`|<>@#[]".contains(ch) && !markdown::is_invisible(ch), "{ch:?} in {line}");
        assert!(!(ch == ':' && next == '/' || ch == '.' && next.is_alphanumeric()), "a link in {line}");
        if ch == '\\' {
            chars.next();
        }
    }
}

/// Amounts: finite, and each stands on words.
pub(crate) fn quantities(text: &str) {
    let document = Document::new(text);
    let quantities = quantity::read(&document);
    assert!(quantities.is_sorted_by_key(|quantity| quantity.tokens.start), "in order");
    for quantity in quantities {
        assert!(quantity.amount >= 0.0 && quantity.amount.is_finite(), "{}", quantity.amount);
        assert!(document.span(&quantity.tokens).is_some_and(|span| inside(span, text)), "{:?}", quantity.tokens);
        assert!(!quantity::thousands(quantity.amount).is_empty());
    }
}

/// Keys of which nothing is known: any text is one.
struct AnyKeys;

impl Keys for AnyKeys {
    fn is_key(&self, _: &str) -> bool {
        true
    }

    fn begins_another(&self, current: &str, key: &str) -> bool {
        current != key
    }
}

/// Entries of a profile: keys before values, in order, all inside the text.
pub(crate) fn profile(text: &str) {
    for entry in entries(text, &AnyKeys) {
        assert!(text.get(entry.value.start..entry.value.end).is_some());
        assert!(entry.key.is_none_or(|key| key.end <= entry.value.start && inside(key, text)));
    }
    reviewed(&format!("Profile: {text}"));
}

/// Sections: no word is made up, a text without a heading stays as it is, and what is written is read again.
pub(crate) fn sections(text: &str) {
    let submission = Submission::from_sections(text);
    let parts = Input::ALL.iter().filter_map(|input| submission.get(*input));
    let letters = |text: &str| text.chars().filter(|ch| !ch.is_whitespace()).count();
    assert!(parts.clone().map(letters).sum::<usize>() <= letters(text));
    assert!(text.contains([':', '#']) || submission.description == text);
    assert!(parts.clone().flat_map(str::lines).all(|line| text.contains(line.trim())), "every line was there before");
    let written = submission.to_sections();
    assert!(parts.clone().flat_map(str::lines).all(|line| written.contains(line.trim())), "every line is written");
    // Parts that hold each other's headings are parted anew.
    let is_heading = |line: &str| Submission::from_sections(line) != Submission::new(line);
    if !parts.flat_map(str::lines).any(is_heading) {
        let again = Submission::from_sections(&written);
        let words = |submission: &Submission, input: Input| submission.get(input).unwrap_or_default().trim().to_owned();
        assert!(Input::ALL.iter().all(|input| words(&submission, *input) == words(&again, *input)), "what is written is read again");
    }
}
