//! What a change of the rules would do, as a page with buttons.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::super::component::{Style, button, row};
use super::super::pages;
use super::super::reply::{File, Reply};
use super::super::route::{Action, CustomId};
use crate::corpus::{self, Case, Diff, Worth};
use crate::history::{Change, KeepError, Keeper};
use crate::render::markdown::{code, escape, fitting};
use crate::render::page::PageField;
use crate::rule::{Differences, FileDifference};
use crate::store;

/// Units of a field: four of them and all else stay under 6,000.
const FIELD_UNITS: usize = 950;
/// Bytes of the attached report.
const REPORT_BYTES: usize = 1 << 20;

/// What a change would do.
pub(super) struct Preview {
    /// The generation it was made against.
    pub(super) base: u32,
    /// In short.
    pub(super) what: String,
    differences: Differences,
    /// On the labelled cases of the pack.
    diff: Diff,
    /// Names of cases that come with the change and come out wrong.
    wrong: Vec<String>,
}

impl Preview {
    /// Checks and proves a change, and compares it with what is served.
    pub(super) fn new(keeper: &Keeper, change: &Change) -> Result<Self, KeepError> {
        let (before, after) = keeper.propose(change)?;
        let cases = store::cases(&after.files);
        let known: BTreeSet<String> = store::cases(&before.files).into_iter().map(|case| case.id).collect();
        let (old, new): (Vec<Case>, Vec<Case>) = cases.into_iter().partition(|case| known.contains(&case.id));
        let differences = Differences::new((&before.rules, &before.files), (&after.rules, &after.files));
        let what = match change {
            Change::Put { .. } => differences.what(),
            Change::Restore { number } => format!("back to generation {number}: {}", differences.what()),
        };
        let diff = corpus::diff(&before.rules, &after.rules, &old);
        let wrong = corpus::measure(&after.rules, &new).wrong.into_iter().map(|wrong| wrong.case.id).collect();
        Ok(Self { base: before.number, what, differences, diff, wrong })
    }

    /// How many labelled cases come out worse.
    pub(super) fn breaks(&self) -> usize {
        self.diff.count(Worth::Worse)
    }
}

/// The page. Without a key there are no buttons: nothing can be published.
pub(super) fn page(preview: &Preview, reason: &str, note: Option<&str>, key: Option<&str>) -> Reply {
    let mut text = note.map(|note| format!("**{note}**\n\n")).unwrap_or_default();
    let _ = write!(
        text,
        "{}\nWhy: {}\n\nAll rules are proved by their examples. Nothing is live yet.",
        code(&preview.what, 300),
        escape(reason, 300)
    );
    if key.is_none() {
        text.push_str(" Nothing can be published: the operator has not set REDRAFT_DATA.");
    }
    let mut reply = Reply::page(pages::notice("Preview of a change", text));
    reply.page.fields = [
        field("Rules", &rules(&preview.differences)),
        field("Files", &files(&preview.differences)),
        field("On the labelled cases", &cases(preview)),
        field("Labelled cases that get worse", &broken(&preview.diff)),
    ]
    .into_iter()
    .flatten()
    .collect();
    reply.page.footer = format!("Made against generation {} · good for 15 minutes", preview.base);
    reply.file = Some(File { name: "preview.txt".into(), text: report(preview) });
    if let Some(key) = key {
        let id = |act: &str| format!("{act}:{key}");
        let breaks = preview.breaks();
        let publish = if breaks == 0 {
            button(Style::Success, "Publish", CustomId::new(Action::Rules, &id("publish")))
        } else {
            let cases = if breaks == 1 { "1 labelled case gets" } else { &format!("{breaks} labelled cases get") };
            button(Style::Danger, &format!("Publish although {cases} worse"), CustomId::new(Action::Rules, &id("force")))
        };
        reply.components = vec![row([publish, button(Style::Secondary, "Cancel", CustomId::new(Action::Rules, &id("cancel")))])];
    }
    reply
}

/// Lines as far as they fit into a field; none where there are no lines.
fn field(name: &str, lines: &[String]) -> Option<PageField> {
    let value = fitting(lines, FIELD_UNITS, |left| format!("… {left} more in the attached preview.txt"));
    (!value.is_empty()).then(|| PageField { name: name.to_owned(), value })
}

fn rules(differences: &Differences) -> Vec<String> {
    let named = |names: &[String], verb: &'static str| names.iter().map(|name| format!("{verb} {}", code(name, 80))).collect::<Vec<_>>();
    let all = [named(&differences.removed, "removed"), named(&differences.changed, "changed"), named(&differences.added, "added")].concat();
    if all.is_empty() { vec!["No rule changes.".to_owned()] } else { all }
}

fn files(differences: &Differences) -> Vec<String> {
    let line = |file: &FileDifference| {
        let lines = if file.new.len() == 1 { "line" } else { "lines" };
        format!("{}: {} {lines} new, {} gone", code(&file.path, 80), file.new.len(), file.gone.len())
    };
    differences.files.iter().map(line).collect()
}

fn cases(preview: &Preview) -> Vec<String> {
    let diff = &preview.diff;
    if diff.cases == 0 && preview.wrong.is_empty() {
        return vec!["There are no labelled cases in corpus/, so what changes for applicants is not known.".to_owned()];
    }
    let mut lines = vec![diff.summary()];
    for change in diff.changes.iter().filter(|change| change.worth() != Worth::Worse) {
        let worth = if change.worth() == Worth::Better { "better" } else { "neither" };
        lines.push(format!("{worth}: {}", verdicts(change)));
    }
    lines.extend(preview.wrong.iter().map(|id| format!("new, and comes out wrong: {}", code(id, 80))));
    lines
}

fn verdicts(change: &corpus::Change) -> String {
    let (before, after) = (change.before.verdict.name(), change.after.verdict.name());
    let verdict = if before == after { before.to_owned() } else { format!("{before} → {after}") };
    format!("{} · {verdict}", code(&change.case.id, 80))
}

fn broken(diff: &Diff) -> Vec<String> {
    let worse = diff.changes.iter().filter(|change| change.worth() == Worth::Worse);
    let line = |change: &corpus::Change| {
        let broken: Vec<String> = change.broken().iter().map(ToString::to_string).collect();
        format!("{} · {}", verdicts(change), broken.join(", "))
    };
    worse.map(line).collect()
}

/// Everything, for whoever wants to know.
fn report(preview: &Preview) -> String {
    let mut text = format!("{}\n\n{}\n{}", preview.what, preview.differences.report(), preview.diff.report());
    if text.len() > REPORT_BYTES {
        let end = (0..=REPORT_BYTES).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
        text.truncate(end);
        text.push_str("\n… cut here: the report is larger than a mebibyte\n");
    }
    text
}
