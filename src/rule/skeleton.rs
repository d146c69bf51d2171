//! A new rule as a commented page that its author fills in; it loads and proves itself as it is.

use super::kind::RuleKind;
use super::read::{Reader, Table};
use super::source::RuleSource;
use super::{Field, RuleId};

/// Why a rule cannot be begun.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SkeletonError {
    /// The name has no slash, or its second part is no name.
    #[error("`{0}` is not the name of a rule: write CATEGORY/ID, the ID in small letters, digits and hyphens, as in botting/auto-act")]
    Name(String),
    /// The category does not exist.
    #[error("unknown category `{name}`; {hint}")]
    Category {
        /// What was written.
        name: String,
        /// The nearest category, or all of them.
        hint: String,
    },
}

/// A rule to be begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skeleton {
    /// The file's name without ending: the category, `evidence` or `credits`.
    pub file: String,
    /// The id.
    pub id: String,
}

impl Skeleton {
    /// Reads `CATEGORY/ID`.
    ///
    /// # Errors
    /// It is no such name, or there is no such category.
    pub fn parse(name: &str) -> Result<Self, SkeletonError> {
        let (file, id) = name.split_once('/').ok_or_else(|| SkeletonError::Name(name.to_owned()))?;
        if RuleKind::of(file).is_none() {
            return Err(SkeletonError::Category { name: file.to_owned(), hint: super::suggestion(file, &RuleKind::stems()) });
        }
        if !RuleId::is_id(id) {
            return Err(SkeletonError::Name(name.to_owned()));
        }
        Ok(Self { file: file.to_owned(), id: id.to_owned() })
    }

    /// The page.
    pub fn page(&self) -> String {
        let id = &self.id;
        let proof = "# Proof. Every rule shows at least two texts: one that it must find, one that it must leave alone. Write how people\n\
                     # really write. [[ ]] marks the words that the rule has to quote.\n";
        match self.file.as_str() {
            "evidence" => format!(
                "[[rule]]\nid        = \"{id}\"\n# What it is evidence of: build, internal, external, purpose, fact, data or empty.\ncounts    = \"build\"\n\
                 # The words that state it. Any inflection and spelling is found; ... is a gap, @name a word list.\nsays      = [\"magic lantern\"]\n\
                 {proof}found     = [\"We are building a [[magic lantern]] for our staff.\"]\nnot-found = [\"We want to try the API.\"]\n"
            ),
            "credits" => format!(
                "[[rule]]\nid        = \"{id}\"\n# The words that speak for the applicant. Any inflection and spelling is found; ... is a gap, @name a word list.\n\
                 says      = [\"magic lantern\"]\n# What the applicant is told.\nmessage   = \"Says that a magic lantern is used.\"\n\
                 {proof}found     = [\"Everything is read with a [[magic lantern]].\"]\nnot-found = [\"We want to try the API.\"]\n"
            ),
            _ => self.finding(proof),
        }
    }

    /// The page of a rule that finds something wrong.
    fn finding(&self, proof: &str) -> String {
        let Self { file, id } = self;
        let (trigger, bad, good) = trigger(file);
        format!(
            "[[rule]]\nid       = \"{id}\"\n{trigger}# How bad it is: reject (turned down for it), question (a reviewer would ask), advice (worth changing).\n\
             severity = \"question\"\n# What the applicant is told: what is wrong, why it matters, what to write instead with an example sentence.\n\
             message  = \"Say in one line what is wrong.\"\nwhy      = \"Say in one or two sentences why it matters.\"\n\
             fix      = \"Say what to write: \\\"An example sentence.\\\"\"\n{proof}bad      = [{bad}]\ngood     = [{good}]\n"
        )
    }
}

/// What fires the rule, and its two examples, by the kind of category.
fn trigger(file: &str) -> (String, &'static str, &'static str) {
    let except = "# Not if the same sentence also says one of these. Take the # away to use it.\n# unless = [\"for a film\"]\n";
    let words = "# The words that give it away. Any inflection and spelling is found; ... is a gap, @name a word list.\n";
    match file {
        "mismatch" => (
            "# The field that is compared: form against profile.\ndiffers-from = \"city\"\n".to_owned(),
            "\"Profile:\\nCity: Lima\\nForm:\\nCity: Oslo\"",
            "\"Profile:\\nCity: Lima\\nForm:\\nCity: Lima\"",
        ),
        "volume" => (
            "# An amount and its unit; any wording of a rate is found and worked out.\nmore-than = \"40000 requests per day\"\n".to_owned(),
            "\"It polls the feed [[every second]].\"",
            "\"It reads the feed every hour.\"",
        ),
        "dormancy" => (
            "# An amount and its unit; any wording of a gap is found and worked out.\nmore-than = \"180 days between uses\"\n".to_owned(),
            "\"We run it [[once a year]].\"",
            "\"We run it every week.\"",
        ),
        "missing-build" | "missing-audience" | "missing-purpose" => (
            "# The words of which at least one should be there. @name is a word list.\nlacks    = [\"magic lantern\"]\n".to_owned(),
            "\"We want to use the API.\"",
            "\"A magic lantern for our staff.\"",
        ),
        // A field of the profile: the examples are its value.
        file if Field::from_name(file).is_some() => {
            (format!("{words}says     = [\"magic lantern\"]\n{except}"), "\"a [[magic lantern]]\"", "\"12 High Street\"")
        }
        _ => (
            format!("{words}says     = [\"magic lantern\"]\n{except}"),
            "\"It runs a [[magic lantern]] on every page.\"",
            "\"A sheet for our team that lists contracts.\"",
        ),
    }
}

/// Keys that say what is wrong and in which words: the page's own are nobody's rule.
const FILLED_IN: [&str; 5] = ["says", "lacks", "message", "why", "fix"];

/// The keys of a rule that hold what [`Skeleton::page`] put there and that its author has to fill in; `file` is its file's stem.
pub(super) fn untouched(file: &str, rule: &RuleSource) -> Vec<&'static str> {
    let page = Skeleton { file: file.to_owned(), id: "x".to_owned() }.page();
    let mut reader = Reader::new("", &page);
    let table = reader.parse();
    let begun = Table::new(&mut reader, &table, 0..0, "a rule file").tables("rule");
    let begun = begun.into_iter().map(|(table, span)| RuleSource::read(&mut reader, table, span)).flat_map(|begun| begun.written(|_| true));
    let begun: Vec<_> = begun.filter(|begun| FILLED_IN.contains(&begun.key)).collect();
    rule.written(|_| true).into_iter().filter(|written| begun.contains(written)).map(|written| written.key).collect()
}

/// Whether a file of rules has one with this id already; a file with mistakes is read as far as it goes.
pub fn holds_rule(text: &str, skeleton: &Skeleton) -> bool {
    let mut reader = Reader::new("", text);
    let table = reader.parse();
    let rules = Table::new(&mut reader, &table, 0..0, "a rule file").tables("rule");
    let full = format!("{}/{}", skeleton.file, skeleton.id);
    rules.into_iter().any(|(table, span)| {
        let id = RuleSource::read(&mut reader, table, span).id;
        id.is_some_and(|id| id.value == skeleton.id || id.value == full)
    })
}
