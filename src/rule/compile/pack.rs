//! `pack.toml` and `profile.toml`.

use std::sync::Arc;

use toml::de::DeTable;

use super::Compiler;
use super::teaching::is_address;
use crate::rule::Field;
use crate::rule::diagnostic::suggestion;
use crate::rule::pack::{FIELD_PHRASES, FieldWords, Pack, Requirement, Source, Step};
use crate::rule::read::{Lines, Reader, Table};
use crate::rule::source::{At, Texts};
use crate::text::Document;

/// Characters a pack's name may have: it stands under every critique.
const NAME_CHARS: usize = 40;

/// Reads `pack.toml` into `pack`.
pub(super) fn read_pack<'f>(reader: &mut Reader<'f>, table: &DeTable<'f>, pack: &mut Pack) {
    let texts = |texts: Option<Texts>| texts.map(|texts| texts.value.into_iter().map(|text| text.value).collect()).unwrap_or_default();
    let mut keys = Table::new(reader, table, 0..0, "a pack");
    if let Some(name) = keys.string("name") {
        let short = (1..=NAME_CHARS).contains(&name.value.len());
        if !short || !name.value.chars().all(|ch| ch.is_ascii_lowercase() || ch.is_ascii_digit() || ch == '-') {
            let label = format!("write small letters, digits and hyphens, at most {NAME_CHARS}, as in \"upwork\"");
            keys.reader.error(name.span, "this cannot be the name of a pack", label);
        }
        pack.name = name.value;
    }
    if let Some(platform) = keys.string("platform") {
        pack.platform = platform.value;
    }
    pack.notice = keys.string("notice").map(|notice| notice.value).unwrap_or_default();
    pack.limits = texts(keys.strings("limits"));
    pack.notes = texts(keys.strings("notes"));
    let steps = keys.tables("step");
    let requirements = keys.tables("requirement");
    let sources = keys.named_tables("source");
    keys.finish();
    for (table, span) in steps {
        let mut keys = Table::new(reader, table, span, "a step");
        let title = keys.required("title", "what to do, in a few words");
        let text = keys.required("text", "how to do it");
        keys.finish();
        if let (Some(title), Some(text)) = (title, text) {
            pack.steps.push(Step { title: title.value, text: text.value });
        }
    }
    for (table, span) in requirements {
        let mut keys = Table::new(reader, table, span, "a requirement");
        let field = keys.required("field", "the profile field it is about");
        let text = keys.required("text", "the requirement in one line");
        keys.finish();
        if let (Some(field), Some(text)) = (field.and_then(|field| field_named(reader, &field)), text) {
            pack.requirements.push(Requirement { field, text: text.value });
        }
    }
    for (name, table) in sources {
        let mut keys = Table::new(reader, table, name.span, "a source");
        let text = keys.required("text", "the title of the page");
        let url = keys.string("url");
        if let Some(url) = url.as_ref().filter(|url| !is_address(&url.value)) {
            let title = format!("`{}` is no address of a page", url.value);
            keys.reader.error(url.span.clone(), title, "an address begins with https:// and has no spaces, quotes or brackets");
        }
        let url = url.map(|url| url.value);
        keys.finish();
        if let Some(text) = text {
            pack.sources.insert(name.value, Arc::new(Source { text: text.value, url }));
        }
    }
}

fn field_named(reader: &mut Reader<'_>, name: &At<String>) -> Option<Field> {
    let field = Field::from_name(&name.value);
    if field.is_none() {
        let known = Field::names();
        reader.error_with_help(
            name.span.clone(),
            format!("unknown field `{}`", name.value),
            "written here",
            suggestion(&name.value, &known),
        );
    }
    field
}

/// A `[field.name]` of `profile.toml`, as written.
pub(super) struct FieldSource<'f> {
    field: Field,
    lines: Lines<'f>,
    keys: Option<Texts>,
    /// The values of [`FIELD_PHRASES`].
    phrases: [Option<Texts>; FIELD_PHRASES.len()],
    any_value: bool,
}

/// Reads `profile.toml`.
pub(super) fn read_fields<'f>(reader: &mut Reader<'f>, table: &DeTable<'f>) -> Vec<FieldSource<'f>> {
    let mut keys = Table::new(reader, table, 0..0, "profile.toml");
    let tables = keys.named_tables("field");
    keys.finish();
    let mut fields = Vec::new();
    for (name, table) in tables {
        let Some(field) = field_named(reader, &name) else { continue };
        let mut keys = Table::new(reader, table, name.span, "a field");
        fields.push(FieldSource {
            field,
            keys: keys.strings("keys"),
            phrases: FIELD_PHRASES.map(|key| keys.strings(key)),
            any_value: keys.flag("any-value"),
            lines: keys.reader.lines.clone(),
        });
        keys.finish();
    }
    fields
}

/// Compiles the phrases of a field.
pub(super) fn compile_field(compiler: &mut Compiler, source: &FieldSource<'_>) -> FieldWords {
    let [about, met, failed, pending, decoys, one_of] =
        source.phrases.each_ref().map(|texts| compiler.term_if(&source.lines, texts.as_ref()));
    FieldWords {
        field: source.field,
        about,
        met,
        failed,
        pending,
        decoys,
        one_of,
        keys: source.keys.iter().flat_map(|texts| &texts.value).map(|key| normal(&key.value)).collect(),
        any_value: source.any_value,
    }
}

/// Adds what `profile.toml` leaves out: every field is known at least by its own name, and any value states it.
pub(super) fn complete(fields: &mut Vec<FieldWords>) {
    for field in Field::ALL {
        if fields.iter().all(|words| words.field != *field) {
            let keys = vec![field.name().to_owned()];
            fields.push(FieldWords {
                field: *field,
                keys,
                about: None,
                met: None,
                failed: None,
                pending: None,
                decoys: None,
                one_of: None,
                any_value: true,
            });
        }
    }
}

/// The normal form of a key: its words joined by single spaces; of a picture, which has no words, the picture.
fn normal(key: &str) -> String {
    let words = Document::new(key).words().collect::<Vec<_>>().join(" ");
    if words.is_empty() { key.trim().trim_end_matches('\u{fe0f}').to_owned() } else { words }
}
