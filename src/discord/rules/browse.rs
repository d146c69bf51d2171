//! Looking at rules: list, show, download, explain, history, and completions.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::super::component::{Style, button, row};
use super::super::pages;
use super::super::reply::{File, Reply};
use super::super::route::{Action, CustomId};
use crate::history::{Author, Keeper, Manifest, Served, flat};
use crate::locale::Locale;
use crate::render::markdown::{code, code_block, escape, fits_block};
use crate::render::{explain, trace};
use crate::rule::{MODEL_FILE, Rule, nearest};
use crate::submission::Submission;

/// Rules on a page of the list.
const RULES_A_PAGE: usize = 15;
/// Generations on a page of the history.
const GENERATIONS_A_PAGE: usize = 8;
/// Units of a code block on a page.
const BLOCK_UNITS: usize = 3_900;
/// Completions Discord takes.
const COMPLETIONS: usize = 25;

/// One page of the list: a part of one category. `page` counts from 0; past the end it is the last one.
pub(super) fn list(served: &Served, page: usize) -> Reply {
    let pages = list_pages(served);
    let at = page.min(pages.len().saturating_sub(1));
    let Some((category, part, of, rules)) = pages.get(at) else {
        return Reply::page(pages::notice("Rules", "There are no rules yet."));
    };
    let lines: Vec<String> = rules.iter().map(line).collect();
    let title = if *of > 1 { format!("Rules: {category} ({part} of {of})") } else { format!("Rules: {category}") };
    let mut reply = Reply::page(pages::notice(&title, lines.join("\n")));
    reply.page.footer = format!("Page {} of {} · {} rules · {}", at + 1, pages.len(), served.rules.rules.len(), served.rules.version());
    let mut buttons = Vec::new();
    if at > 0 {
        buttons.push(button(Style::Secondary, "Back", CustomId::new(Action::Rules, &format!("list:{}", at - 1))));
    }
    if at + 1 < pages.len() {
        buttons.push(button(Style::Secondary, "Next", CustomId::new(Action::Rules, &format!("list:{}", at + 1))));
    }
    if !buttons.is_empty() {
        reply.components = vec![row(buttons)];
    }
    reply
}

/// The page of the list with which a category begins.
pub(super) fn page_of(served: &Served, category: &str) -> Result<usize, String> {
    let pages = list_pages(served);
    let names: Vec<&str> = pages.iter().map(|(name, ..)| *name).collect();
    names.iter().position(|name| *name == category).ok_or_else(|| unknown("category", category, &names))
}

fn list_pages(served: &Served) -> Vec<(&str, usize, usize, &[Rule])> {
    let mut pages = Vec::new();
    for rules in served.rules.rules.chunk_by(|one, other| one.id.file() == other.id.file()) {
        let of = rules.len().div_ceil(RULES_A_PAGE);
        for (part, rules) in rules.chunks(RULES_A_PAGE).enumerate() {
            let category = rules.first().map_or("", |rule| rule.id.file());
            pages.push((category, part + 1, of, rules));
        }
    }
    pages
}

fn line(rule: &Rule) -> String {
    let (kind, says) = rule.says();
    format!("{} {kind}: {}", code(rule.id.as_str(), 80), escape(says, 140))
}

/// The text of a file.
pub(super) fn show(served: &Served, path: &str) -> Result<Reply, String> {
    let (path, text) = file(served, path)?;
    Ok(block(served, path, text.to_owned(), &flat(path)))
}

/// A text in a block; attached under this name where it is cut.
fn block(served: &Served, title: &str, text: String, name: &str) -> Reply {
    let cut = !fits_block(&text, BLOCK_UNITS);
    let mut reply = Reply::page(pages::notice(title, code_block(&text, BLOCK_UNITS)));
    reply.page.footer = if cut { "This is the beginning; the whole is attached.".to_owned() } else { served.rules.version() };
    reply.file = cut.then(|| File { name: name.to_owned().into(), text });
    reply
}

/// A file, attached.
pub(super) fn download(served: &Served, path: &str) -> Result<Reply, String> {
    let (path, text) = file(served, path)?;
    let told =
        "Change it in a plain text editor, keep its name, and send it back with `/rules upload`. Nothing is live before you publish.";
    let mut reply = Reply::page(pages::notice(path, told));
    reply.page.footer = format!("Generation {} · {}", served.number, served.rules.version());
    reply.file = Some(File { name: flat(path).into(), text: text.to_owned() });
    Ok(reply)
}

fn file<'s>(served: &'s Served, path: &str) -> Result<(&'s str, &'s str), String> {
    let wanted = path.trim();
    let found = served.files.iter().find(|file| file.path == wanted || flat(&file.path) == wanted);
    let names: Vec<&str> = paths(served).collect();
    found.map(|file| (file.path.as_str(), &*file.text)).ok_or_else(|| unknown("file", wanted, &names))
}

fn paths(served: &Served) -> impl Iterator<Item = &str> {
    served.files.iter().map(|file| file.path.as_str()).filter(|path| *path != MODEL_FILE)
}

/// A rule as a page.
pub(super) fn explain(served: &Served, name: &str) -> Result<Reply, String> {
    let rule = served.rules.rule(name.trim()).ok_or_else(|| no_such("rule", name, served.rules.nearest(name)))?;
    Ok(block(served, rule.id.as_str(), explain::rule(rule), &format!("{}.txt", flat(rule.id.as_str()))))
}

/// What would be said of a text; attached, why each rule near it (or each whose name begins with `rule`) fired or kept silent.
pub(super) fn tried(served: &Served, submission: &Submission, rule: Option<&str>) -> Result<Reply, String> {
    let rules = &served.rules;
    if let Some(rule) = rule
        && rules.beginning(rule).is_empty()
    {
        return Err(no_such("rule", rule, rules.nearest(rule)));
    }
    let mut reply = Reply::review(&crate::review::review(rules, submission), submission, Locale::English);
    let wish = trace::Wish { rule, ..trace::Wish::default() };
    reply.file = Some(File { name: "why.txt".into(), text: trace::page(rules, submission, wish) });
    Ok(reply)
}

fn unknown(what: &str, name: &str, names: &[&str]) -> String {
    no_such(what, name, nearest(name, names.iter().copied()))
}

/// There is none of this name; `near` is the one that is most like it.
fn no_such(what: &str, name: &str, near: Option<&str>) -> String {
    let hint = near.map_or_else(|| "the completions show what there is.".to_owned(), |near| format!("did you mean {}?", code(near, 100)));
    format!("There is no {what} called {}: {hint}", code(name, 60))
}

/// One page of the history: from generation `from` back.
pub(super) fn history(keeper: &Keeper, from: Option<u32>) -> Result<Reply, String> {
    let generations = keeper.generations().ok_or("There is no history: the operator has not set REDRAFT_DATA.")?;
    let now = keeper.served().number;
    let from = from.map_or(now, |from| from.min(now));
    let (listed, next) = generations.list(from, GENERATIONS_A_PAGE);
    let lines: Vec<String> = listed.iter().map(|manifest| entry(manifest, manifest.number == now)).collect();
    let text = if lines.is_empty() { "Nothing was published before that.".to_owned() } else { lines.join("\n\n") };
    let mut reply = Reply::page(pages::notice("History of the rules", text));
    reply.page.footer = "/rules rollback shows what going back would change.".into();
    if let Some(next) = next {
        reply.components = vec![row([button(Style::Secondary, "Older", CustomId::new(Action::Rules, &format!("history:{next}")))])];
    }
    Ok(reply)
}

fn entry(manifest: &Manifest, is_served: bool) -> String {
    let author = match manifest.author {
        Author::Disk => "the rules folder (disk)".to_owned(),
        Author::Member(id) => format!("<@{id}>"),
    };
    let mut text = format!("**{}**", manifest.number);
    if is_served {
        text.push_str(" (live)");
    }
    let _ = write!(text, " · <t:{}:f> · by {author} · {}", manifest.time, code(&manifest.rules, 60));
    let _ = write!(text, "\n{}\nWhy: {}", code(&manifest.what, 120), escape(&manifest.reason, 220));
    text
}

/// What completes the option `name` of which `written` is there so far: names and values, the best first.
pub(super) fn complete(keeper: &Keeper, name: &str, written: &str) -> Vec<Value> {
    let served = keeper.served();
    if name == "number" {
        let listed = keeper.generations().map(|generations| generations.list(served.number, 200).0).unwrap_or_default();
        let fits =
            listed.iter().filter(|manifest| manifest.number.to_string().starts_with(written.trim()) && manifest.number != served.number);
        let choice = |manifest: &Manifest| {
            let name: String = format!("{}: {}", manifest.number, manifest.reason).chars().take(45).collect();
            json!({ "name": name, "value": manifest.number })
        };
        return fits.take(COMPLETIONS).map(choice).collect();
    }
    let names: Vec<String> = match name {
        "rule" => served.rules.rules.iter().map(|rule| rule.id.to_string()).collect(),
        "category" => list_pages(&served).iter().filter(|(_, part, ..)| *part == 1).map(|(category, ..)| (*category).to_owned()).collect(),
        _ => paths(&served).map(str::to_owned).collect(),
    };
    let written = written.trim().to_lowercase();
    let mut found: Vec<&String> = names.iter().filter(|name| name.contains(&written) && name.len() <= 100).collect();
    found.sort_by_key(|name| (!name.starts_with(&written), name.as_str()));
    found.into_iter().take(COMPLETIONS).map(|name| json!({ "name": name, "value": name })).collect()
}
