//! What changes from one set of files to the next: an uploaded file, an older generation, what was edited in the rules folder.

use super::manifest::{Hashes, hashes};
use crate::rule::{FileText, MODEL_FILE, RuleFile};

/// A change that a moderator asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A file is added or replaced.
    Put {
        /// Its path inside the pack.
        path: String,
        /// Its text.
        text: String,
    },
    /// All files are again as they were in a generation.
    Restore {
        /// The generation.
        number: u32,
    },
}

/// `files` with one file added or replaced.
pub(super) fn put(files: &[RuleFile], path: &str, text: FileText) -> Vec<RuleFile> {
    let mut files: Vec<RuleFile> = files.iter().filter(|file| file.path != path).cloned().collect();
    files.push(RuleFile { path: path.to_owned(), shown: path.to_owned(), text });
    files.sort();
    files
}

/// What was edited in the rules folder since it was last taken over.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Edits {
    /// Files that are new or have another text.
    pub(super) put: Vec<RuleFile>,
    /// Paths of files that are gone.
    pub(super) removed: Vec<String>,
    /// Paths of those that had also been changed on Discord since: the folder's text replaces what was published.
    pub(super) overridden: Vec<String>,
}

impl Edits {
    /// Compares the folder as it was taken over (`before`), as it is `now`, and the files that are `served`. What was learned from
    /// the examples is no edit: it follows from the other files.
    pub(super) fn new(before: &Hashes, now: &[RuleFile], served: &[RuleFile]) -> Self {
        let (now_hashes, served_hashes) = (hashes(now), hashes(served));
        let mut edits = Self::default();
        for file in now.iter().filter(|file| file.path != MODEL_FILE) {
            let (path, hash) = (&file.path, now_hashes.get(&file.path));
            if before.get(path) == hash || served_hashes.get(path) == hash {
                continue;
            }
            edits.put.push(RuleFile { shown: file.path.clone(), ..file.clone() });
            if before.get(path) != served_hashes.get(path) {
                edits.overridden.push(path.clone());
            }
        }
        for (path, hash) in before.iter().filter(|(path, _)| *path != MODEL_FILE && !now_hashes.contains_key(*path)) {
            if let Some(served) = served_hashes.get(path) {
                edits.removed.push(path.clone());
                if served != hash {
                    edits.overridden.push(path.clone());
                }
            }
        }
        edits.overridden.sort();
        edits
    }

    /// Whether nothing was edited.
    pub(super) fn is_empty(&self) -> bool {
        self.put.is_empty() && self.removed.is_empty()
    }

    /// `served` with the edits; `model` is the folder's own, which fits if it was made for exactly these files.
    pub(super) fn apply(&self, served: &[RuleFile], model: Option<&RuleFile>) -> Vec<RuleFile> {
        let mut files: Vec<RuleFile> = served.iter().filter(|file| !self.removed.contains(&file.path)).cloned().collect();
        for file in self.put.iter().chain(model) {
            files = put(&files, &file.path, file.text.clone());
        }
        files
    }

    /// The edited files in one line.
    pub(super) fn what(&self) -> String {
        let put = self.put.iter().map(|file| file.path.clone());
        let removed = self.removed.iter().map(|path| format!("{path} removed"));
        put.chain(removed).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(texts: &[(&str, &str)]) -> Vec<RuleFile> {
        texts.iter().map(|(path, text)| RuleFile::new(*path, *text)).collect()
    }

    #[test]
    fn only_what_was_edited_is_taken_over() {
        let before = hashes(&files(&[("a", "1"), ("b", "1"), ("c", "1")]));
        // On Discord a was changed and d added; in the folder b was changed, c removed, e added.
        let served = files(&[("a", "2"), ("b", "1"), ("c", "1"), ("d", "1")]);
        let edits = Edits::new(&before, &files(&[("a", "1"), ("b", "2"), ("e", "1")]), &served);
        assert_eq!(edits.what(), "b, e, c removed");
        assert!(edits.overridden.is_empty());
        assert_eq!(edits.apply(&served, None), files(&[("a", "2"), ("b", "2"), ("d", "1"), ("e", "1")]));
    }

    #[test]
    fn the_folder_wins_where_both_changed_a_file_and_it_is_told() {
        let before = hashes(&files(&[("a", "1"), ("b", "1")]));
        let served = files(&[("a", "2"), ("b", "2")]);
        let edits = Edits::new(&before, &files(&[("a", "3")]), &served);
        assert_eq!(edits.overridden, ["a", "b"]);
        assert_eq!(edits.apply(&served, None), files(&[("a", "3")]));
    }

    #[test]
    fn a_folder_brought_up_to_what_was_published_is_no_edit() {
        let before = hashes(&files(&[("a", "1")]));
        let served = files(&[("a", "2"), (MODEL_FILE, "learned")]);
        assert!(Edits::new(&before, &files(&[("a", "2"), (MODEL_FILE, "old")]), &served).is_empty());
    }
}
