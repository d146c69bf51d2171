//! `redraft review`: one submission, or a batch of them.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{FAILED, Failure, RulesArgs, output};
use crate::render::{json, page, terminal};
use crate::review::review;
use crate::rule::{RuleSet, Verdict};
use crate::submission::{MAX_CHARS, Submission};

/// Lines of a batch that are read, reviewed and written at a time.
const BATCH: usize = 256;
/// Bytes a text may have: no character of UTF-8 takes more than four.
const MAX_BYTES: u64 = 4 * 4 * MAX_CHARS as u64 + 4_096;
/// Bytes a line of a batch may have: four texts in the longest escape of JSON, six bytes a character, and some more.
const MAX_LINE_BYTES: u64 = 4 * 6 * MAX_CHARS as u64 + 65_536;

#[derive(Debug, Args)]
pub(super) struct ReviewArgs {
    /// File with the description; standard input if left out. It may carry the sections Title:, Description:, Profile: and Form:
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Title of the app
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// File with the profile summary
    #[arg(long, value_name = "FILE")]
    profile: Option<PathBuf>,
    /// File with what was typed into the request form
    #[arg(long, value_name = "FILE")]
    form: Option<PathBuf>,
    /// How to write the review
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Review a submission a line (JSON in, JSON out, in order)
    #[arg(long, conflicts_with_all = ["title", "profile", "form", "format"])]
    jsonl: bool,
    /// Exit with 1 if a verdict is this or worse
    #[arg(long, value_name = "VERDICT", value_enum)]
    fail_on: Option<FailOn>,
    #[command(flatten)]
    rules: RulesArgs,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
    Markdown,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FailOn {
    NeedsWork,
    LikelyRejected,
}

impl FailOn {
    fn is_met(self, verdict: Verdict) -> bool {
        match self {
            Self::NeedsWork => verdict <= Verdict::NeedsWork,
            Self::LikelyRejected => verdict <= Verdict::LikelyRejected,
        }
    }
}

pub(super) fn run(args: &ReviewArgs) -> Result<ExitCode, Failure> {
    let rules = args.rules.load()?;
    let verdict = if args.jsonl { batch(args, &rules)? } else { Some(single(args, &rules)?) };
    let failed = args.fail_on.zip(verdict).is_some_and(|(fail_on, verdict)| fail_on.is_met(verdict));
    Ok(if failed { ExitCode::from(FAILED) } else { ExitCode::SUCCESS })
}

fn single(args: &ReviewArgs, rules: &RuleSet) -> Result<Verdict, Failure> {
    let submission = submission(args)?;
    let review = review(rules, &submission);
    let text = match args.format {
        Format::Text => terminal::review(&review, &submission, output::colour()),
        Format::Json => json::review(&review, &submission, None)? + "\n",
        Format::Markdown => page::markdown(&page::page(&review, &submission)),
    };
    output::write(&text)?;
    Ok(review.verdict)
}

/// The submission of the files named; an option overrides the section of the same name.
fn submission(args: &ReviewArgs) -> Result<Submission, Failure> {
    let text = match &args.file {
        Some(path) if path.as_os_str() != "-" => read_file(path)?,
        _ => read_all(io::stdin().lock(), "standard input")?,
    };
    let mut submission = Submission::from_sections(&text);
    submission.title = args.title.clone().or(submission.title);
    if let Some(path) = &args.profile {
        submission.profile = Some(read_file(path)?);
    }
    if let Some(path) = &args.form {
        submission.form = Some(read_file(path)?);
    }
    match submission.too_long() {
        Some((input, chars)) => Err(Failure::TooLong { what: format!("the {}", input.name()), chars }),
        None => Ok(submission),
    }
}

fn read_file(path: &Path) -> Result<String, Failure> {
    let what = path.display().to_string();
    let file = fs::File::open(path).map_err(|error| Failure::Unreadable { what: what.clone(), reason: error.to_string() })?;
    read_all(file, &what)
}

fn read_all(reader: impl Read, what: &str) -> Result<String, Failure> {
    let unreadable = |reason: String| Failure::Unreadable { what: what.to_owned(), reason };
    let mut bytes = Vec::new();
    reader.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| unreadable(error.to_string()))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(unreadable(format!("it is larger than {MAX_BYTES} bytes; a text has at most {MAX_CHARS} characters")));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        unreadable(format!("it is not UTF-8 text (byte {at}); save it as UTF-8"))
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

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

/// Reviews line by line on all cores, in order and with bounded memory; gives the worst verdict.
fn batch(args: &ReviewArgs, rules: &RuleSet) -> Result<Option<Verdict>, Failure> {
    let mut reader: Box<dyn BufRead> = match &args.file {
        Some(path) if path.as_os_str() != "-" => {
            let open = |error: io::Error| Failure::Unreadable { what: path.display().to_string(), reason: error.to_string() };
            Box::new(BufReader::new(fs::File::open(path).map_err(open)?))
        }
        _ => Box::new(BufReader::new(io::stdin())),
    };
    let progress = progress();
    let mut stdout = io::BufWriter::new(io::stdout().lock());
    let mut worst: Option<Verdict> = None;
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
            progress.inc(1);
        }
    }
    stdout.flush()?;
    progress.finish_and_clear();
    Ok(worst)
}

/// The next lines, [`BATCH`] at most; none at the end. A longer line than any submission can be is cut, so that it is an error.
fn next_lines(reader: &mut dyn BufRead) -> io::Result<Vec<Vec<u8>>> {
    let mut lines = Vec::new();
    while lines.len() < BATCH {
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

fn skip_line(reader: &mut dyn BufRead) -> io::Result<()> {
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
        let text = json::review(&review, &submission, Some(&id)).map_err(|error| error.to_string())?;
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
    if !value.is_object() {
        return Err("expected an object with \"description\"".to_owned());
    }
    let line = Line::deserialize(value).map_err(|_| "description, title, profile and form have to be texts".to_owned())?;
    let description = line.description.ok_or("\"description\" is missing")?;
    let submission = Submission { description, title: line.title, profile: line.profile, form: line.form };
    match submission.too_long() {
        Some((input, chars)) => Err(format!("the {input} has {chars} characters; at most {MAX_CHARS} are allowed")),
        None => Ok(submission),
    }
}

/// A counter on standard error where somebody watches.
fn progress() -> ProgressBar {
    if !output::watched() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{spinner} {pos} reviewed, {per_sec}").unwrap_or_else(|_| ProgressStyle::default_spinner());
    ProgressBar::new_spinner().with_style(style)
}
