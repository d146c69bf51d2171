//! The shipped pack: it loads and proves itself, covers the contract, and its texts read well.

#![allow(clippy::expect_used, reason = "a test may panic")]

use std::path::PathBuf;

use redraft::engine::Finding;
use redraft::review::review;
use redraft::rule::{Category, Effect, Field, RuleSet, Severity, Verdict};
use redraft::store::{self, Location};
use redraft::submission::Submission;

fn shipped() -> RuleSet {
    store::load(&Location::BuiltIn, store::DEFAULT_PACK).expect("the shipped rules load and prove themselves")
}

#[test]
fn the_folder_and_the_binary_hold_the_same_rules() {
    let folder = Location::Folder(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("rules"));
    let loaded = store::load(&folder, store::DEFAULT_PACK).expect("the folder's rules load");
    assert_eq!(loaded.version(), shipped().version());
}

/// Without a rule every text would be ready.
#[test]
fn a_pack_without_rules_does_not_load() {
    let refused = store::load_files(store::DEFAULT_PACK, &[]).expect_err("no rules");
    assert!(refused.to_string().contains("the pack `upwork` has no rules"), "{refused}");
}

#[test]
fn every_category_has_a_rule_of_its_severity() {
    let rules = shipped();
    for category in Category::ALL {
        let severities = rules.rules.iter().filter_map(|rule| match rule.effect {
            Effect::Finding { category: found, severity, .. } if found == *category => Some(severity),
            _ => None,
        });
        let only_question = matches!(
            category,
            Category::MissingBuild
                | Category::MissingAudience
                | Category::MissingPurpose
                | Category::ConflictingAudience
                | Category::Dormancy
                | Category::Brand
                | Category::Mismatch
        );
        let worst = if only_question { Severity::Question } else { Severity::Reject };
        assert_eq!(severities.max(), Some(worst), "{category}");
    }
}

#[test]
fn every_finding_says_what_why_how_and_from_where() {
    for rule in &shipped().rules {
        let Effect::Finding { .. } = rule.effect else { continue };
        let teaching = &rule.teaching;
        assert!(teaching.source.is_some() && !teaching.why.is_empty(), "{}: why and source", rule.id);
        for text in [&*teaching.message, &*teaching.why, &*teaching.fix] {
            assert!(!text.contains("  ") && text.trim() == text && text.ends_with(['.', '"', '?']), "{}: {text:?}", rule.id);
            assert!(text.chars().count() <= 320, "{}: too long for a reply: {text:?}", rule.id);
        }
    }
}

#[test]
fn the_guide_is_covered() {
    let pack = shipped().pack;
    assert_eq!(pack.steps.len(), 5);
    let fields: Vec<Field> = pack.requirements.iter().map(|requirement| requirement.field).collect();
    assert_eq!(fields, Field::REQUIRED);
    let limits = pack.limits.join(" ") + &pack.notes.join(" ");
    for fact in ["40,000", "180 days", "terms", "webhook", "history"] {
        assert!(limits.contains(fact), "{fact}");
    }
}

#[test]
fn the_cases_to_try_changes_on_cover_every_category() {
    let files = store::files(&Location::BuiltIn, store::DEFAULT_PACK).expect("the shipped pack");
    let cases = store::cases(&files);
    assert!(cases.len() >= 40);
    for category in Category::ALL {
        assert!(cases.iter().any(|case| case.expect.must.contains(category)), "{category}");
    }
    for verdict in Verdict::ALL {
        assert!(cases.iter().filter(|case| case.expect.verdict == *verdict).count() >= 8, "{verdict}");
    }
    let other: Vec<_> = files.iter().filter(|file| !file.holds_cases()).cloned().collect();
    let version = |files| store::load_files("upwork", files).expect("the shipped rules load").version();
    assert_eq!(version(&files), version(&other), "cases are not part of the rules' hash");
}

/// Whoever writes into the profile what a rule proposes has mended what it found.
#[test]
fn what_is_proposed_for_the_profile_is_in_order() {
    let rules = shipped();
    let mut wrong = Vec::new();
    for rule in &rules.rules {
        let Some(field) = Field::from_name(rule.id.file()) else { continue };
        for proposed in rule.teaching.fix.split('"').skip(1).step_by(2) {
            let submission = Submission { profile: Some(proposed.to_owned()), ..Submission::new("A sheet for our team.") };
            let review = review(&rules, &submission);
            let objects = |finding: &&Finding<'_>| finding.category.name() == field.name() && finding.severity > Severity::Advice;
            let found: Vec<_> = review.findings.iter().filter(objects).map(|finding| finding.rule.id.as_str()).collect();
            if !found.is_empty() {
                wrong.push(format!("{} proposes {proposed:?}: {found:?}", rule.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
