//! Corpus files: a labelled submission a line; every mistake is told with its place.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::Case;
use crate::rule::{Category, Diagnostic, Place, Verdict, misspelt, suggestion};
use crate::text::Span;

/// The keys of a case that may be left out: of one that has to be there it is told that it is missing.
const KEYS: [&str; 4] = ["title", "profile", "form", "tags"];

/// Reads a corpus file; `file` is its name in messages. Empty lines are skipped, lines with mistakes are left out of the cases.
pub fn read(file: &str, text: &str) -> (Vec<Case>, Vec<Diagnostic>) {
    let mut reader = Reader { file, cases: Vec::new(), mistakes: Vec::new(), seen: BTreeMap::new() };
    let mut start = 0;
    for (at, line) in text.split_inclusive('\n').enumerate() {
        let written = line.trim_end();
        if !written.trim_start().is_empty() {
            reader.line(at + 1, start, written);
        }
        start += line.len();
    }
    (reader.cases, reader.mistakes)
}

struct Reader<'f> {
    file: &'f str,
    cases: Vec<Case>,
    mistakes: Vec<Diagnostic>,
    /// The line of each case, by its name.
    seen: BTreeMap<String, usize>,
}

impl Reader<'_> {
    fn line(&mut self, line: usize, start: usize, written: &str) {
        let place = |from: usize, to: usize| Place { file: self.file.into(), line, span: Span { start: start + from, end: start + to } };
        // Where a value stands in the line, to point at it.
        let of = |value: &str| {
            let quoted = format!("\"{value}\"");
            written.rfind(&quoted).map_or(place(0, written.len()), |at| place(at, at + quoted.len()))
        };
        let case: Case = match serde_json::from_str(written) {
            Ok(case) => case,
            Err(error) => {
                if let Some((what, name, known)) = unknown(written) {
                    let mistake = Diagnostic::new(of(&name), format!("unknown {what} `{name}`"), "written here");
                    self.mistakes.push(mistake.help(suggestion(&name, &known)));
                    return;
                }
                let at = error.column().saturating_sub(1).min(written.len());
                let reason = reason(&error);
                let help = "a case is one line: {\"id\": \"a-name\", \"description\": \"the text\", \"expect\": {\"verdict\": \"ready\", \"must\": []}}";
                self.mistakes.push(Diagnostic::new(place(at, at + 1), "this line is no labelled case", reason).help(help));
                return;
            }
        };
        let keys: Map<String, Value> = serde_json::from_str(written).unwrap_or_default();
        let keys: Vec<&str> = keys.keys().map(String::as_str).collect();
        if let Some((key, meant)) = misspelt(&keys, &KEYS) {
            let title = format!("unknown key `{key}`");
            self.mistakes.push(Diagnostic::new(of(key), title, "written here").help(format!("did you mean `{meant}`?")));
            return;
        }
        if let Err(long) = case.submission().fits() {
            let title = format!("the {} of case `{}` is too long", long.input, case.id);
            self.mistakes.push(Diagnostic::new(of(&case.id), title, long.to_string()));
            return;
        }
        if let Some(other) = self.seen.insert(case.id.clone(), line) {
            let title = format!("two cases are called `{}`", case.id);
            self.mistakes.push(Diagnostic::new(of(&case.id), title, format!("the other one is in line {other}")));
            return;
        }
        self.cases.push(case);
    }
}

/// The first name in the label of a line that is none: what it should name, what is written, and the names that there are.
fn unknown(line: &str) -> Option<(&'static str, String, Vec<&'static str>)> {
    let case: Value = serde_json::from_str(line).ok()?;
    let expect = case.get("expect")?;
    let categories = ["must", "may"].into_iter().filter_map(|key| expect.get(key)?.as_array()).flatten();
    let category = categories.filter_map(Value::as_str).find(|name| Category::from_name(name).is_none());
    let verdict = || expect.get("verdict")?.as_str().filter(|name| Verdict::from_name(name).is_none());
    let of_category = category.map(|name| ("category", name.to_owned(), Category::names()));
    of_category.or_else(|| Some(("verdict", verdict()?.to_owned(), Verdict::names())))
}

/// What is wrong with a line, in words for people who do not know JSON.
fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    match message.strip_prefix("missing field ") {
        _ if error.is_eof() => "the line ends too early: a quote, a bracket or a brace is not closed".to_owned(),
        Some(field) => format!("{field} is missing"),
        None => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mistake_is_told_with_its_line() {
        let good = r#"{"id":"1","description":"A sheet.","expect":{"verdict":"ready","must":[]}}"#;
        let text = format!("{good}\n\n{}\n{}\n{good}\n{{", good.replace("ready", "redy"), good.replace("[]", r#"["spam"]"#));
        let (cases, mistakes) = read("own.jsonl", &text);
        assert_eq!(cases.len(), 1);
        let told: Vec<(usize, &str)> = mistakes.iter().map(|mistake| (mistake.place.line, mistake.title.as_str())).collect();
        assert_eq!(
            told,
            [
                (3, "unknown verdict `redy`"),
                (4, "unknown category `spam`"),
                (5, "two cases are called `1`"),
                (6, "this line is no labelled case")
            ]
        );
        let (_, mistakes_of_keys) = read("own.jsonl", &good.replace("\"id\"", "\"profle\":\"Name: Ann\",\"pair\":\"2\",\"id\""));
        assert_eq!(mistakes_of_keys[0].title, "unknown key `profle`");
        assert_eq!(mistakes_of_keys[0].help.as_deref(), Some("did you mean `profile`?"));
        let verdict = &mistakes[0];
        assert_eq!(verdict.place.span.quote(&text), "\"redy\"");
        assert_eq!(verdict.help.as_deref(), Some("did you mean `ready`?"));
    }
}
