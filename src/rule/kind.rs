//! What the files of a pack hold, by their names.

use super::Category;
use super::category::closed_set;

closed_set! {
    /// What a file of a pack holds, by its name.
    FileKind {
        /// `<category>.toml`.
        Rules = "rules", "Rules of a category";
        /// `evidence.toml`.
        Evidence = "evidence", "Rules that find what has to be stated";
        /// `credits.toml`.
        Credits = "credits", "Rules that find what speaks for the applicant";
        /// `lists.toml` and `lists/*.toml`.
        Lists = "lists", "Word lists";
        /// `profile.toml`.
        Profile = "profile", "How the fields of a profile are recognised";
        /// `pack.toml`.
        Pack = "pack", "What the pack says besides its rules";
        /// `examples/*.toml`.
        Examples = "examples", "Labelled sentences that rules learn from";
    }
}

impl FileKind {
    /// What the file at a path inside a pack holds; `None` for a name that means nothing.
    pub fn of(path: &str) -> Option<Self> {
        if path.starts_with("examples/") {
            return Some(Self::Examples);
        }
        match path.strip_suffix(".toml").unwrap_or(path) {
            "pack" => Some(Self::Pack),
            "lists" => Some(Self::Lists),
            "profile" => Some(Self::Profile),
            stem if stem.starts_with("lists/") => Some(Self::Lists),
            stem => RuleKind::of(stem).map(RuleKind::file),
        }
    }

    /// Keys of a `[[rule]]` that belong to other kinds of files.
    pub(super) const fn foreign_keys(self) -> &'static [&'static str] {
        match self {
            Self::Rules => &["found", "not-found", "counts", "weak"],
            Self::Evidence => &["bad", "good", "severity", "points", "credit"],
            Self::Credits => &["bad", "good", "severity", "points", "credit", "counts", "weak"],
            Self::Lists | Self::Profile | Self::Pack | Self::Examples => &[],
        }
    }

    /// Keys that a `[[rule]]` has to have.
    pub(super) const fn required_keys(self) -> &'static [&'static str] {
        match self {
            Self::Rules => &["id", "severity", "message", "fix", "bad", "good"],
            Self::Evidence => &["id", "counts", "found", "not-found"],
            Self::Credits => &["id", "message", "found", "not-found"],
            Self::Lists | Self::Profile | Self::Pack | Self::Examples => &[],
        }
    }
}

/// What the rules of a file find.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RuleKind {
    /// Reasons of a category.
    Finding(Category),
    /// What has to be stated.
    Evidence,
    /// What speaks for the applicant.
    Credit,
}

impl RuleKind {
    /// What the rules of a file find, by its name without the ending; `None` where it holds none.
    pub(super) fn of(stem: &str) -> Option<Self> {
        match stem {
            "evidence" => Some(Self::Evidence),
            "credits" => Some(Self::Credit),
            stem => Category::from_name(stem).map(Self::Finding),
        }
    }

    /// The name of the file, without its ending.
    pub(super) const fn stem(self) -> &'static str {
        match self {
            Self::Finding(category) => category.name(),
            Self::Evidence => "evidence",
            Self::Credit => "credits",
        }
    }

    /// The names of all files that may hold rules, without their endings.
    pub(super) fn stems() -> Vec<&'static str> {
        let findings = Category::ALL.iter().copied().map(Self::Finding);
        findings.chain([Self::Evidence, Self::Credit]).map(Self::stem).collect()
    }

    /// The kind of the file.
    pub(super) const fn file(self) -> FileKind {
        match self {
            Self::Finding(_) => FileKind::Rules,
            Self::Evidence => FileKind::Evidence,
            Self::Credit => FileKind::Credits,
        }
    }
}

/// The names that files in a pack's folder itself may have, without their ending.
pub fn file_stems() -> Vec<&'static str> {
    RuleKind::stems().into_iter().chain(["pack", "lists", "profile"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_a_file_says_what_it_holds() {
        assert!(file_stems().iter().all(|stem| FileKind::of(&format!("{stem}.toml")).is_some()));
        assert_eq!(FileKind::of("lists/acts.toml"), Some(FileKind::Lists));
        assert_eq!(FileKind::of("examples/model.txt"), Some(FileKind::Examples));
        assert_eq!(FileKind::of("bottling.toml"), None);
    }
}
