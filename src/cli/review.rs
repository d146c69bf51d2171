//! `redraft review`: one submission, or a batch of them.

use std::fs;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::{FAILED, Failure, RulesArgs, batch, output};
use crate::locale::Locale;
use crate::render::{clip, json, page, terminal};
use crate::review::review;
use crate::rule::Verdict;
use crate::submission::{MAX_CHARS, Submission};

/// Bytes a text may have: no character of UTF-8 takes more than four.
const MAX_BYTES: u64 = 4 * 4 * MAX_CHARS as u64 + 4_096;

/// Words that the name of a file has at most, and characters of it that are shown otherwise.
const FILE_WORDS: usize = 3;
const FILE_NAME: usize = 40;

/// What names standard input in place of a file.
pub(super) const STANDARD_INPUT: &str = "-";

#[derive(Debug, Args)]
pub(super) struct ReviewArgs {
    /// File with the description; standard input if left out. It may carry the sections Title:, Description:, Profile: and Form:
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Title of the app
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// File with the profile summary; - for standard input
    #[arg(long, value_name = "FILE")]
    profile: Option<PathBuf>,
    /// File with what was typed into the request form; - for standard input
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

pub(super) fn run(args: &ReviewArgs, rules: &RulesArgs) -> Result<ExitCode, Failure> {
    let (verdict, unread) = if args.jsonl { batch::run(args.file.as_deref(), &rules.load()?)? } else { (Some(single(args, rules)?), 0) };
    let failed = args.fail_on.zip(verdict).is_some_and(|(fail_on, verdict)| fail_on.is_met(verdict));
    if args.fail_on.is_some() && !failed && unread > 0 {
        let lines = if unread == 1 { "line" } else { "lines" };
        return Err(Failure::Usage(format!("{unread} {lines} could not be read, so nobody knows their verdict; the output says why")));
    }
    Ok(if failed { ExitCode::from(FAILED) } else { ExitCode::SUCCESS })
}

fn single(args: &ReviewArgs, rules: &RulesArgs) -> Result<Verdict, Failure> {
    let submission = submission(args)?;
    let rules = rules.load()?;
    let review = review(&rules, &submission);
    let submission = submission.shown();
    let text = match args.format {
        Format::Text => terminal::review(&review, &submission, output::colour()),
        Format::Json => json::review(&review, &submission, None)? + "\n",
        Format::Markdown => page::markdown(&page::page(&review, &submission, Locale::English)),
    };
    output::write(&text)?;
    Ok(review.verdict)
}

/// The submission of the files named; an option overrides the section of the same name.
fn submission(args: &ReviewArgs) -> Result<Submission, Failure> {
    let standard_input = Path::new(STANDARD_INPUT);
    let description = args.file.as_deref().unwrap_or(standard_input);
    let others = [&args.profile, &args.form].into_iter().flatten().map(PathBuf::as_path);
    if others.chain([description]).filter(|path| *path == standard_input).count() > 1 {
        return Err(Failure::Usage(
            "only one of FILE, --profile and --form can be standard input, and the description is where no FILE is named".to_owned(),
        ));
    }
    let mut submission = Submission::from_sections(&read(description, "description")?);
    submission.title = args.title.clone().or(submission.title);
    if let Some(path) = &args.profile {
        submission.profile = Some(filled(path, "profile")?);
    }
    if let Some(path) = &args.form {
        submission.form = Some(filled(path, "form")?);
    }
    submission.fits()?;
    Ok(submission)
}

/// The text of a file that has to hold something: an empty one is the wrong file, and a review without it would say too little.
fn filled(path: &Path, what: &str) -> Result<String, Failure> {
    let text = read(path, what)?;
    if text.trim().is_empty() {
        return Err(Failure::Usage(format!("the {what} is empty; put it into {}, or leave out --{what}", path.display())));
    }
    Ok(text)
}

/// The text of a file, or of standard input.
pub(super) fn read(path: &Path, what: &str) -> Result<String, Failure> {
    if path == Path::new(STANDARD_INPUT) {
        if io::stdin().is_terminal() {
            output::hint(&format!("paste the {what}, then end it with Ctrl+D on a line of its own"));
        }
        return read_all(io::stdin().lock(), "standard input");
    }
    let what = path.display().to_string();
    let missing = |error: &io::Error| error.kind() == io::ErrorKind::NotFound || error.kind() == io::ErrorKind::InvalidFilename;
    let file = fs::File::open(path).map_err(|error| match error {
        // Whoever gives the text itself in place of a file need not see all of it again.
        error if missing(&error) && what.split_whitespace().count() > FILE_WORDS => {
            let hint = "to review a text itself, pipe it, as in: echo \"...\" | redraft review";
            Failure::Usage(format!("there is no file of the name \u{201c}{}\u{201d}; {hint}", clip(&what, FILE_NAME)))
        }
        error => Failure::Unreadable { what: what.clone(), reason: error.to_string() },
    })?;
    read_all(file, &what)
}

fn read_all(reader: impl Read, what: &str) -> Result<String, Failure> {
    let unreadable = |reason: String| Failure::Unreadable { what: what.to_owned(), reason };
    let mut bytes = Vec::new();
    reader.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| unreadable(error.to_string()))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(unreadable(format!("it is larger than {MAX_BYTES} bytes; a text has at most {MAX_CHARS} characters")));
    }
    text(bytes).map_err(unreadable)
}

/// Bytes as text, without the mark of UTF-8 that editors put before it; or what is wrong with them.
pub(super) fn text(bytes: Vec<u8>) -> Result<String, String> {
    let not_utf8 = |at: usize| format!("it is not UTF-8 text (byte {at}); save it as UTF-8");
    let text = String::from_utf8(bytes).map_err(|error| not_utf8(error.utf8_error().valid_up_to()))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}
