//! `redraft review --jsonl`: a submission a line in, a review a line out, in order, on all cores, with bounded memory.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::review::STANDARD_INPUT;
use super::{Failure, output};
use crate::render::json;
use crate::review::review;
use crate::rule::{Input, RuleSet, Verdict, misspelt};
use crate::submission::{MAX_CHARS, Submission};

/// Lines of a batch that are read, reviewed and written at a time.
const BATCH: usize = 256;
/// Bytes of a batch that are read at a time: some hundred lines.
const BUFFER_BYTES: usize = 1 << 18;
/// Bytes a line of a batch may have: four texts in the longest escape of JSON, and some more. A character beyond the first 65,536, as an
/// emoji is, takes twelve: two surrogates of six.
const MAX_LINE_BYTES: u64 = 4 * 12 * MAX_CHARS as u64 + 65_536;

/// A line of a batch.
#[derive(Debug, Deserialize)]
struct Line {
    #[serde(default)]
    description: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    profile: Option<String>,
    #[serde(default)]
    form: Option<String>,
}

/// Reviews line by line on all cores, in order and with bounded memory; gives the worst verdict, and how many lines could not be read.
/// Lines of which none can be read are a failure, though each is answered: it is the wrong file.
pub(super) fn run(file: Option<&Path>, rules: &RuleSet) -> Result<(Option<Verdict>, u64), Failure> {
    let source: Box<dyn Read> = match file {
        Some(path) if path != Path::new(STANDARD_INPUT) => {
            let open = |error: io::Error| Failure::Unreadable { what: path.display().to_string(), reason: error.to_string() };
            Box::new(fs::File::open(path).map_err(open)?)
        }
        _ => Box::new(io::stdin()),
    };
    let mut reader = BufReader::with_capacity(BUFFER_BYTES, source);
    let progress = progress();
    let mut stdout = io::BufWriter::new(io::stdout().lock());
    let mut worst: Option<Verdict> = None;
    let mut answered: u64 = 0;
    let mut unread: u64 = 0;
    loop {
        let lines =
            next_lines(&mut reader).map_err(|error| Failure::Unreadable { what: "the batch".to_owned(), reason: error.to_string() })?;
        if lines.is_empty() {
            break;
        }
        let answers: Vec<(String, Option<Verdict>)> =
            lines.par_iter().filter(|line| !line.trim_ascii().is_empty()).map(|line| answer(rules, line)).collect();
        for (text, verdict) in answers {
            writeln!(stdout, "{text}")?;
            worst = worst.into_iter().chain(verdict).min();
            unread += u64::from(verdict.is_none());
            answered += 1;
            progress.inc(1);
        }
        stdout.flush()?;
    }
    progress.finish_and_clear();
    if worst.is_none() && answered > 0 {
        let lines = if answered == 1 { "the line is no submission" } else { "no line is a submission" };
        return Err(Failure::Usage(format!("{lines} in JSON, as in {{\"id\": 1, \"description\": \"...\"}}; the output says why")));
    }
    Ok((worst, unread))
}

/// The next lines: those that have arrived, so that who sends one and waits gets its answer, but one at least and [`BATCH`] at most; none
/// at the end. A longer line than any submission can be is cut, so that it is an error.
fn next_lines(reader: &mut BufReader<impl Read>) -> io::Result<Vec<Vec<u8>>> {
    let mut lines = Vec::new();
    while lines.is_empty() || lines.len() < BATCH && reader.buffer().contains(&b'\n') {
        let mut line = Vec::new();
        let read = reader.take(MAX_LINE_BYTES + 1).read_until(b'\n', &mut line)?;
        if read == 0 {
            break;
        }
        if line.last() != Some(&b'\n') && read as u64 > MAX_LINE_BYTES {
            skip_line(reader)?;
        }
        lines.push(line);
    }
    Ok(lines)
}

fn skip_line(reader: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = reader.fill_buf()?;
        let (used, done) = match buffer.iter().position(|byte| *byte == b'\n') {
            Some(at) => (at + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        reader.consume(used);
        if done {
            return Ok(());
        }
    }
}

/// The answer to a line that cannot be read.
#[derive(Debug, Serialize)]
struct Unread {
    id: Value,
    error: String,
}

/// The answer to one line: a review, or what is wrong with the line.
fn answer(rules: &RuleSet, line: &[u8]) -> (String, Option<Verdict>) {
    let value = read_value(line);
    let id = value.as_ref().ok().and_then(|value| value.get("id")).cloned().unwrap_or(Value::Null);
    let reviewed = value.and_then(|value| read_line(&value)).and_then(|submission| {
        let review = review(rules, &submission);
        let text = json::review(&review, &submission.shown(), Some(&id)).map_err(|error| error.to_string())?;
        Ok((text, review.verdict))
    });
    match reviewed {
        Ok((text, verdict)) => (text, Some(verdict)),
        Err(error) => (serde_json::to_string(&Unread { id, error }).unwrap_or_default(), None),
    }
}

fn read_value(line: &[u8]) -> Result<Value, String> {
    if line.len() as u64 > MAX_LINE_BYTES {
        return Err(format!("the line is longer than {MAX_LINE_BYTES} bytes"));
    }
    // Editors put the mark of UTF-8 before the first line.
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    serde_json::from_slice(line.trim_ascii()).map_err(|error| format!("not a line of JSON: {}", kind_of(&error)))
}

/// What is wrong with a line, without its words.
fn kind_of(error: &serde_json::Error) -> String {
    let kind = match error.classify() {
        serde_json::error::Category::Eof => "it ends too early",
        serde_json::error::Category::Data => "a value has the wrong type",
        _ => "its syntax is wrong, or it is not UTF-8",
    };
    format!("{kind} (column {})", error.column())
}

fn read_line(value: &Value) -> Result<Submission, String> {
    let Some(object) = value.as_object() else { return Err("expected an object with \"description\"".to_owned()) };
    let keys: Vec<&str> = object.keys().map(String::as_str).collect();
    let texts = Input::names();
    if let Some((written, meant)) = misspelt(&keys, &texts) {
        return Err(format!("unknown key \"{written}\": did you mean \"{meant}\"?"));
    }
    let line = Line::deserialize(value).map_err(|_| "description, title, profile and form have to be texts".to_owned())?;
    let description = line.description.ok_or("\"description\" is missing")?;
    let submission = Submission { description, title: line.title, profile: line.profile, form: line.form };
    submission.fits().map_err(|long| long.to_string())?;
    Ok(submission)
}

/// A counter on standard error where somebody watches.
fn progress() -> ProgressBar {
    if !output::watched() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{spinner} {pos} reviewed, {per_sec}").unwrap_or_else(|_| ProgressStyle::default_spinner());
    ProgressBar::new_spinner().with_style(style)
}
