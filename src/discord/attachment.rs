//! Text files that members attach: size, status and encoding are checked, what Discord declares is not trusted.

use std::time::Duration;

use reqwest::Client;
use serenity::all::Attachment;
use tokio::time::{Instant, timeout_at};

/// Bytes a text file may have.
pub(super) const MAX_BYTES: usize = 64 << 10;
/// Files of one message that are read.
pub(super) const MOST_FILES: usize = 4;
/// Time from an interaction's arrival to fetch its file: enough of its three seconds stay to say that it could not be had.
pub(super) const FETCH_WITHIN: Duration = Duration::from_millis(1_800);
/// Time to fetch a rule file, whose answer follows later. The client itself gives up after ten seconds.
const RULE_FILE_WITHIN: Duration = Duration::from_secs(15);

/// Why a file could not be read, as told to the member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum AttachmentError {
    #[error("I can read .txt and .md files. Please save your text as one of these, or paste it.")]
    Kind,
    #[error("The file is larger than 64 KiB. Please attach only the text to review.")]
    TooLarge,
    #[error("I can read four files of one message. Please put your text into one file.")]
    TooMany,
    #[error("The file could not be fetched from Discord. Please attach it again.")]
    Gone,
    #[error("The file is not UTF-8 text. Please save it as UTF-8, or paste the text.")]
    NotText,
}

/// Whether the name is that of a text file.
pub(super) fn is_text(attachment: &Attachment) -> bool {
    let name = attachment.filename.to_lowercase();
    [".txt", ".md", ".markdown"].iter().any(|ending| name.ends_with(ending))
}

/// The text of a file; `until` is when to give up.
pub(super) async fn read(client: &Client, attachment: &Attachment, until: Instant) -> Result<String, AttachmentError> {
    if !is_text(attachment) {
        return Err(AttachmentError::Kind);
    }
    if attachment.size as usize > MAX_BYTES {
        return Err(AttachmentError::TooLarge);
    }
    let bytes = timeout_at(until, fetch(client, &attachment.url, MAX_BYTES)).await.map_err(|_| AttachmentError::Gone)??;
    decode(&bytes)
}

/// Why a rule file could not be read, as told to the moderator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum RuleFileError {
    #[error("The file is larger than 1 MiB, the most a rule file may have. Please split it.")]
    TooLarge,
    #[error("The file could not be fetched from Discord. Please attach it again.")]
    Gone,
    #[error("The file is not UTF-8 text. Please save it as UTF-8 in a plain text editor.")]
    NotText,
}

/// The text of a rule file of at most `most` bytes.
pub(super) async fn rule_file(client: &Client, attachment: &Attachment, most: u64) -> Result<String, RuleFileError> {
    if u64::from(attachment.size) > most {
        return Err(RuleFileError::TooLarge);
    }
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let fetched = tokio::time::timeout(RULE_FILE_WITHIN, fetch(client, &attachment.url, most)).await;
    let text = fetched.unwrap_or(Err(AttachmentError::Gone)).and_then(|bytes| decode(&bytes));
    text.map_err(|error| match error {
        AttachmentError::TooLarge => RuleFileError::TooLarge,
        AttachmentError::NotText => RuleFileError::NotText,
        AttachmentError::Gone | AttachmentError::Kind | AttachmentError::TooMany => RuleFileError::Gone,
    })
}

/// The bytes behind an address, as long as they are few enough.
async fn fetch(client: &Client, url: &str, most: usize) -> Result<Vec<u8>, AttachmentError> {
    let mut response = client.get(url).send().await.map_err(|_| AttachmentError::Gone)?;
    if !response.status().is_success() {
        return Err(AttachmentError::Gone);
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|_| AttachmentError::Gone)? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > most {
            return Err(AttachmentError::TooLarge);
        }
    }
    Ok(bytes)
}

/// UTF-8, with or without its mark, or UTF-16 with its mark, as Notepad saves "Unicode". A NUL is no text, and a guess at other
/// encodings could change what is reviewed.
fn decode(bytes: &[u8]) -> Result<String, AttachmentError> {
    let text = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8(rest.to_vec()).ok(),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => String::from_utf8(bytes.to_vec()).ok(),
    };
    text.filter(|text| !text.contains('\0')).ok_or(AttachmentError::NotText)
}

/// UTF-16 of whole, valid units.
fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| unit(*pair));
    rest.is_empty().then(|| char::decode_utf16(units).collect::<Result<String, _>>().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_utf8_or_marked_utf16() {
        assert_eq!(decode(b"\xef\xbb\xbfhello"), Ok("hello".to_owned()));
        assert_eq!(decode(b"\xff\xfeh\0"), Ok("h".to_owned()));
        assert_eq!(decode(b"\xfe\xff\xd8\x3d\xde\x42"), Ok("\u{1f642}".to_owned()));
        assert_eq!(decode(b""), Ok(String::new()));
        for wrong in [&b"\xff\xfeh"[..], b"\xff\xfe\x00\xd8", b"\xff\xfe\0\0", b"h\0i\0", b"a\0b", b"caf\xe9", b"\x89PNG\r\n\x1a\n\0"] {
            assert_eq!(decode(wrong), Err(AttachmentError::NotText), "{wrong:?}");
        }
    }
}
