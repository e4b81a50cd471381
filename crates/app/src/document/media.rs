//! What a file is, by its first bytes. What is not on this list is bytes and nothing more; names and what a browser says
//! are not believed.

/// How many bytes are looked at.
pub(super) const START: usize = 4096;
const UNKNOWN: &str = "application/octet-stream";

/// Where the bytes stand, the bytes, the media type.
const KNOWN: &[(usize, &[u8], &str)] = &[
    (0, b"%PDF-", "application/pdf"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (8, b"WEBP", "image/webp"),
    (8, b"WAVE", "audio/wav"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypM4A ", "audio/mp4"),
    (4, b"ftypqt  ", "video/quicktime"),
    (4, b"ftyp", "video/mp4"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (30, b"mimetypeapplication/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text"),
    (
        30,
        b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.oasis.opendocument.spreadsheet",
    ),
];

/// Folders inside an Office file that say which kind it is.
const OFFICE: &[(&[u8], &str)] = &[
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
];

/// The media type of what begins like this.
pub(super) fn of(start: &[u8]) -> &'static str {
    let known =
        KNOWN.iter().find(|(at, magic, _)| start.get(*at..).is_some_and(|rest| rest.starts_with(magic)));
    if let Some((_, _, media)) = known {
        return media;
    }
    if start.starts_with(b"PK\x03\x04") {
        let holds = |folder: &[u8]| start.windows(folder.len()).any(|window| window == folder);
        return OFFICE.iter().find(|(folder, _)| holds(folder)).map_or("application/zip", |(_, media)| media);
    }
    if is_text(start) { "text/plain; charset=utf-8" } else { UNKNOWN }
}

/// UTF-8 without control characters; the last character may be cut by the end of what was looked at.
fn is_text(start: &[u8]) -> bool {
    let text = match std::str::from_utf8(start) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() && start.len() == START => {
            std::str::from_utf8(&start[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !text.is_empty() && text.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_tell() {
        assert_eq!(of(b"%PDF-1.7 ..."), "application/pdf");
        assert_eq!(of(b"\x00\x00\x00\x18ftypmp42...."), "video/mp4");
        assert_eq!(of(b"RIFF\x00\x00\x00\x00WEBPVP8 "), "image/webp");
        assert_eq!(of(b"PK\x03\x04....word/document.xml"), OFFICE[0].1);
        assert_eq!(of("Déposition, le 21 novembre.\r\n".as_bytes()), "text/plain; charset=utf-8");
    }

    #[test]
    fn a_page_that_would_run_is_text_or_bytes_and_never_a_page() {
        assert_eq!(of(b"<html><script>alert(1)</script>"), "text/plain; charset=utf-8");
        assert_eq!(of(b"<svg onload=alert(1)>"), "text/plain; charset=utf-8");
        assert_eq!(of(b"MZ\x90\x00\x03"), UNKNOWN);
        assert_eq!(of(b""), UNKNOWN);
    }

    #[test]
    fn a_character_cut_at_the_end_is_no_fault_and_one_in_the_middle_is() {
        let mut text = vec![b'a'; START - 1];
        text.push(0xc3);
        assert!(is_text(&text));
        text[10] = 0xc3;
        assert!(!is_text(&text));
        assert!(!is_text(b"short \xc3"));
    }
}
