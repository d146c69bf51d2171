//! Text files that members attach: size, status and encoding are checked, what Discord declares is not trusted.

use std::time::Duration;

use reqwest::Client;
use serenity::all::Attachment;
use tokio::time::{Instant, timeout_at};

/// Bytes a text file may have.
pub(super) const MAX_BYTES: usize = 64 << 10;
/// Time from an interaction's arrival to fetch its file: enough of its three seconds stay to say that it could not be had.
pub(super) const FETCH_WITHIN: Duration = Duration::from_millis(1_800);

/// Why a file could not be read, as told to the member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum AttachmentError {
    #[error("I can read .txt and .md files. Please save your text as one of these, or paste it.")]
    Kind,
    #[error("The file is larger than 64 KiB. Please attach only the text to review.")]
    TooLarge,
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
    let bytes = timeout_at(until, fetch(client, &attachment.url)).await.map_err(|_| AttachmentError::Gone)??;
    decode(&bytes)
}

/// The bytes behind an address, as long as they are few enough.
async fn fetch(client: &Client, url: &str) -> Result<Vec<u8>, AttachmentError> {
    let mut response = client.get(url).send().await.map_err(|_| AttachmentError::Gone)?;
    if !response.status().is_success() {
        return Err(AttachmentError::Gone);
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|_| AttachmentError::Gone)? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > MAX_BYTES {
            return Err(AttachmentError::TooLarge);
        }
    }
    Ok(bytes)
}

/// UTF-8, with or without its mark. A NUL is no text.
fn decode(bytes: &[u8]) -> Result<String, AttachmentError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| AttachmentError::NotText)?;
    if text.contains('\0') { Err(AttachmentError::NotText) } else { Ok(text.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_utf8_text() {
        assert_eq!(decode(b"\xef\xbb\xbfhello"), Ok("hello".to_owned()));
        assert_eq!(decode(b"\xff\xfeh\0"), Err(AttachmentError::NotText));
        assert_eq!(decode(b"a\0b"), Err(AttachmentError::NotText));
        assert_eq!(decode(b"caf\xe9"), Err(AttachmentError::NotText));
    }
}
