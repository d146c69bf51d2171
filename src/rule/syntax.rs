//! Mistakes in a file's syntax, in words for authors who do not know what TOML is.

/// The parser's word for what people most often get wrong, and ours: what is wrong, what to write.
const SYNTAX: &[(&str, &str, &str)] = &[
    ("missing comma between array elements", "a comma is missing in this list", "write a comma before this"),
    ("unclosed array", "this list is not closed", "write `]` after its last text"),
    ("invalid basic string", "this text is not closed", "write `\"` at its end; a quote inside a text is written `\\\"`"),
    ("invalid literal string", "this text is not closed", "write `'` at its end"),
    ("invalid multi-line basic string", "this text is not closed", "write `\"\"\"` at its end"),
    ("missing escaped value", "`\\` stands for nothing here", "write `\\\\`, or put the text between single quotes"),
    ("duplicate key", "this key stands here twice", "keep one of the two, or begin a new [[rule]] above it"),
    (
        "unexpected key or value, expected newline",
        "something stands behind the value",
        "a quote inside a text is written `\\\"`; a new key begins a new line",
    ),
    ("missing value", "nothing stands after `=`", "write a value"),
    ("key with no value", "nothing is said of this", "write ` = ` and a value, or begin the line with `#` if it is a remark"),
];

/// Whether a missing comma is no comma: the line it stands in begins with a key, so that the list above it is not closed.
pub(crate) fn is_unclosed_list(message: &str, rest: &str) -> bool {
    let line = rest.lines().next().unwrap_or_default();
    let (key, behind) = line.split_once('=').unwrap_or_default();
    let is_key = !key.trim().is_empty() && key.trim().chars().all(|ch| ch.is_ascii_alphanumeric() || ch == '-' || ch == '_');
    message.starts_with("missing comma") && (is_key && !behind.is_empty() || line.starts_with("[["))
}

/// What is wrong and what to write, for the parser's message about what is `written`; `rest` is the text from there on.
pub(crate) fn mistake(message: &str, written: &str, rest: &str) -> (String, String) {
    if written.starts_with(['“', '”', '„', '‘', '’', '«']) {
        return ("curly quotes do not open a text".to_owned(), "write straight quotes, as in \"text\"".to_owned());
    }
    if message.starts_with("string values must be quoted") {
        return ("a text stands without quotes".to_owned(), "write it between straight quotes, as in \"text\"".to_owned());
    }
    if message.starts_with("key with no value") && rest.trim_start().starts_with(':') {
        return ("a colon stands where `=` belongs".to_owned(), "write `=` in its place".to_owned());
    }
    match SYNTAX.iter().find(|(start, ..)| message.starts_with(start)) {
        Some((_, title, label)) => ((*title).to_owned(), (*label).to_owned()),
        None => (format!("this cannot be read as TOML: {message}"), "here".to_owned()),
    }
}
