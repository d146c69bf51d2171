//! A review for machines: the JSON of the contract, schema 1.

use serde::Serialize;
use serde_json::Value;

use super::{message, quote};
use crate::engine::{Check, Evidence, Finding};
use crate::review::Review;
use crate::rule::{Category, Field, Input, Severity, Source, State, Statement, Verdict};
use crate::submission::Shown;
use crate::text::Span;

/// Version of the JSON's shape.
pub const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct ReviewJson<'a> {
    schema: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a Value>,
    rules: String,
    verdict: Verdict,
    score: u32,
    findings: Vec<FindingJson<'a>>,
    evidence: EvidenceJson<'a>,
    credits: Vec<CreditJson<'a>>,
    checklist: Vec<CheckJson<'a>>,
    steps: Vec<StepJson<'a>>,
    next: Option<NextJson<'a>>,
}

#[derive(Serialize)]
struct FindingJson<'a> {
    rule: &'a str,
    category: Category,
    severity: Severity,
    points: u32,
    input: Input,
    span: Option<Span>,
    line: Option<usize>,
    column: Option<usize>,
    quote: Option<&'a str>,
    message: String,
    why: &'a str,
    fix: &'a str,
    source: Option<&'a Source>,
}

#[derive(Serialize)]
struct EvidenceJson<'a> {
    build: Vec<QuoteJson<'a>>,
    audience: Vec<QuoteJson<'a>>,
    purpose: Vec<QuoteJson<'a>>,
}

#[derive(Serialize)]
struct QuoteJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    stance: Option<&'static str>,
    quote: &'a str,
    input: Input,
    span: Span,
}

#[derive(Serialize)]
struct CreditJson<'a> {
    rule: &'a str,
    quote: &'a str,
    message: &'a str,
    points: u32,
}

#[derive(Serialize)]
struct CheckJson<'a> {
    requirement: Field,
    state: &'static str,
    quote: Option<&'a str>,
}

#[derive(Serialize)]
struct StepJson<'a> {
    rule: &'a str,
    points: i32,
}

#[derive(Serialize)]
struct NextJson<'a> {
    rule: &'a str,
    score: u32,
    verdict: Verdict,
}

/// A review as one line of JSON; `id` is echoed in batches.
///
/// # Errors
/// Never for what a review holds; the error of the serialiser is passed on rather than hidden.
pub fn review(review: &Review<'_>, submission: &Shown, id: Option<&Value>) -> serde_json::Result<String> {
    let text = |input: Input| submission.get(input).unwrap_or_default();
    serde_json::to_string(&ReviewJson {
        schema: SCHEMA,
        id,
        rules: review.rules.version(),
        verdict: review.verdict,
        score: review.score,
        findings: review.findings.iter().map(|finding| finding_json(finding, submission)).collect(),
        evidence: evidence_json(&review.evidence, submission),
        credits: review
            .credits
            .iter()
            .map(|credit| CreditJson {
                rule: credit.rule.id.as_str(),
                quote: credit.span.quote(text(credit.input)),
                message: credit.message,
                points: credit.points,
            })
            .collect(),
        checklist: review.checklist.iter().map(|check| check_json(check, text(Input::Profile))).collect(),
        steps: review.steps.iter().map(|step| StepJson { rule: step.rule.as_str(), points: step.points }).collect(),
        next: review.next.as_ref().map(|next| NextJson { rule: next.rule.as_str(), score: next.score, verdict: next.verdict }),
    })
}

fn finding_json<'a>(finding: &'a Finding<'_>, submission: &'a Shown) -> FindingJson<'a> {
    let place = finding.span.map(|span| span.line_column(submission.get(finding.input).unwrap_or_default()));
    let teaching = &finding.rule.teaching;
    FindingJson {
        rule: finding.rule.id.as_str(),
        category: finding.category,
        severity: finding.severity,
        points: finding.points,
        input: finding.input,
        span: finding.span,
        line: place.map(|place| place.line),
        column: place.map(|place| place.column),
        quote: quote(finding, submission),
        message: message(finding, submission),
        why: &teaching.why,
        fix: &teaching.fix,
        source: teaching.source.as_deref(),
    }
}

fn evidence_json<'a>(evidence: &[Evidence], submission: &'a Shown) -> EvidenceJson<'a> {
    let of = |wanted: &[Statement]| {
        let found = evidence.iter().filter(|found| wanted.contains(&found.statement));
        found
            .map(|found| QuoteJson {
                stance: matches!(found.statement, Statement::Internal | Statement::External).then(|| found.statement.name()),
                quote: found.span.quote(submission.get(found.input).unwrap_or_default()),
                input: found.input,
                span: found.span,
            })
            .collect()
    };
    EvidenceJson {
        build: of(&[Statement::Build]),
        audience: of(&[Statement::Internal, Statement::External]),
        purpose: of(&[Statement::Purpose]),
    }
}

fn check_json<'a>(check: &Check, profile: &'a str) -> CheckJson<'a> {
    // The contract knows three states: what is stated and not in order yet is not met.
    let state = match check.state {
        State::Met => State::Met.name(),
        State::Failed | State::Pending => State::Failed.name(),
        State::Unstated => State::Unstated.name(),
    };
    CheckJson { requirement: check.field, state, quote: check.span.map(|span| span.quote(profile)) }
}
