//! Numbers and labels before entries: "3. Photo", "Q: Photo? A: me".

/// Digits of a number before an entry.
const NUMBER_DIGITS: usize = 2;

/// Where an entry begins behind its number or the label of a question: "3. Photo", "Q: Photo".
pub(super) fn begun(written: &str) -> usize {
    let digits = written.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = (1..=NUMBER_DIGITS).contains(&digits)
        && written
            .get(digits..)
            .is_some_and(|rest| rest.starts_with(['.', ')']) && rest.get(1..).is_some_and(|rest| rest.starts_with(' ')));
    let number = if numbered { digits + 2 } else { 0 };
    number + written.get(number..).and_then(|rest| labelled(rest, &["q", "question"])).unwrap_or_default()
}

/// Where a text begins behind one of these labels, perhaps with a number: "Q1: ", "A. ".
pub(super) fn labelled(written: &str, labels: &[&str]) -> Option<usize> {
    let at = written.find([':', '.', ')'])?;
    let label = written.get(..at)?.trim_end_matches(|ch: char| ch.is_ascii_digit() || ch == ' ').to_lowercase();
    let rest = written.get(at + 1..).filter(|rest| rest.starts_with(' ') && labels.contains(&label.as_str()))?;
    Some(written.len() - rest.trim_start().len())
}
