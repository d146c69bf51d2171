//! Signs and boxes that stand in place of a word: "Photo ✅", "[x] Photo".

/// Signs that say yes.
const YES: &[char] = &['✅', '✔', '✓', '☑', '👍', '🟢'];
/// Signs that say no.
const NO: &[char] = &['❌', '✗', '✘', '✖', '🚫', '🔴', '👎', '☐', '⬜'];

/// Whether a sign stands in place of a word.
pub(crate) fn is_mark(ch: char) -> bool {
    YES.contains(&ch) || NO.contains(&ch)
}

/// What a sign in place of a word says: "Photo ✅".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Yes.
    Yes,
    /// No.
    No,
}

impl Mark {
    /// The sign that a text begins or ends with; one that says no counts more. A box that is ticked or not may stand before it.
    pub(super) fn of(text: &str) -> Option<Self> {
        if let Some((mark, _)) = box_at(text) {
            return Some(mark);
        }
        let has = |signs: &[char]| {
            let text = text.trim_matches(|ch: char| ch.is_whitespace() || matches!(ch, '\u{fe0f}' | '-' | '*' | '|' | '.' | ','));
            text.starts_with(signs) || text.ends_with(signs)
        };
        if has(NO) { Some(Self::No) } else { has(YES).then_some(Self::Yes) }
    }
}

/// The box that a text begins with, ticked or not, and where it ends: `[x] Photo`, `- [ ] Payment`.
pub(super) fn box_at(text: &str) -> Option<(Mark, usize)> {
    let rest = text.trim_start_matches(|ch: char| ch.is_whitespace() || matches!(ch, '-' | '*' | '•'));
    let inside = rest.strip_prefix('[')?;
    let (inside, _) = inside.split_once(']')?;
    let mark = match inside.trim() {
        "" => Mark::No,
        "x" | "X" | "✓" | "✔" | "v" => Mark::Yes,
        _ => return None,
    };
    Some((mark, text.len() - rest.len() + inside.len() + "[]".len()))
}
