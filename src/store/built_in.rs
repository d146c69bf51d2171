//! The packs built into the binary: their files, and their rules as the build script has compiled them.

use crate::rule::{BuiltInText, FileText, RuleFile, RuleSet, built_in_name};

/// A pack in the binary.
struct BuiltInPack {
    name: &'static str,
    /// The paths of all its files, a line each. As strings of their own they would lie between the texts, and whoever reads them would
    /// bring these into memory.
    paths: &'static str,
    /// The texts of these files.
    texts: &'static [BuiltInText],
    /// Its rules, packed; nothing where the files have mistakes.
    rules: &'static [u8],
}

static PACKS: &[BuiltInPack] = &include!(concat!(env!("OUT_DIR"), "/packs.in"));

fn find(pack: &str) -> Option<&'static BuiltInPack> {
    PACKS.iter().find(|built_in| built_in.name == pack)
}

impl BuiltInPack {
    fn files(&self) -> impl Iterator<Item = (&'static str, &'static BuiltInText)> {
        self.paths.lines().zip(self.texts)
    }

    fn text(&self, path: &str) -> Option<&'static BuiltInText> {
        self.files().find(|(known, _)| *known == path).map(|(_, text)| text)
    }
}

/// The names of the packs.
pub(super) fn packs() -> Vec<String> {
    PACKS.iter().map(|pack| pack.name.to_owned()).collect()
}

/// The files of a pack; `None` where there is no such pack.
pub(super) fn files(pack: &str) -> Option<impl Iterator<Item = RuleFile>> {
    let file =
        move |(path, text): (&str, _)| RuleFile { path: path.to_owned(), shown: built_in_name(pack, path), text: FileText::BuiltIn(text) };
    Some(find(pack)?.files().map(file))
}

/// The rules of a pack as the build script has compiled them; `None` where there is no such pack, or it had mistakes, or its model was
/// not learned from its examples.
pub(super) fn rules(pack: &str) -> Option<RuleSet> {
    RuleSet::unpack(find(pack)?.rules).filter(|rules| rules.model.is_some())
}

/// Whether these are all files of the pack, byte for byte.
pub(super) fn are_all(pack: &str, files: &[RuleFile]) -> bool {
    let Some(pack) = find(pack) else { return false };
    let same = |file: &RuleFile| pack.text(&file.path).is_some_and(|text| file.text == FileText::BuiltIn(text));
    pack.texts.len() == files.len() && files.iter().all(same)
}

/// The text that a file of a pack has in the binary. Who compared it with another would bring it into memory: its hash is known.
pub(super) fn text(pack: &str, path: &str) -> Option<&'static BuiltInText> {
    find(pack)?.text(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{DEFAULT_PACK, compile_files};

    fn own(path: &str, text: &str) -> RuleFile {
        RuleFile::new(path, text)
    }

    fn shipped() -> Vec<RuleFile> {
        files(DEFAULT_PACK).expect("the shipped pack").collect()
    }

    #[test]
    fn hashes_in_the_table_are_those_of_the_texts() {
        for file in shipped() {
            assert_eq!(file.text.sha256(), FileText::from(&*file.text).sha256(), "{}", file.path);
        }
    }

    #[test]
    fn a_text_is_found_by_its_path() {
        let file = &shipped()[0];
        let found = text(DEFAULT_PACK, &file.path).expect("the text");
        assert_eq!(FileText::BuiltIn(found), file.text);
        assert_eq!(found.sha256, file.text.sha256());
        assert!(text(DEFAULT_PACK, "no.toml").is_none() && text("demo", &file.path).is_none());
    }

    #[test]
    fn a_pack_is_built_in_with_all_its_files_as_they_are() {
        let mut files = shipped();
        assert!(are_all(DEFAULT_PACK, &files));
        files[0] = own(&files[0].path, &files[0].text);
        assert!(are_all(DEFAULT_PACK, &files), "whoever holds the text");
        files[0] = own(&files[0].path, &format!("{}\n", &*files[0].text));
        assert!(!are_all(DEFAULT_PACK, &files));
        files.remove(0);
        assert!(!are_all(DEFAULT_PACK, &files));
        assert!(!are_all("demo", &[]));
    }

    #[test]
    fn mistakes_show_lines_of_shared_texts() {
        let mut files = shipped();
        files.retain(|file| file.path == "volume.toml");
        let mistakes = compile_files(DEFAULT_PACK, &files).expect_err("it names lists that are not there").to_string();
        // A long line is shown in part.
        let lines = files[0].text.lines().filter(|line| line.contains('@'));
        let line = lines.min_by_key(|line| line.len()).expect("a line that names a list");
        assert!(mistakes.contains(line.trim()), "{mistakes}");
    }
}
