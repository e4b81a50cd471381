//! Stands between the file and the CSV reader: refuses what is not text in the declared encoding, too large, or would
//! let one open quote swallow the rows after it. Everything behind it sees UTF-8 with `\n` line ends and no blanks
//! before a field.

use std::collections::VecDeque;
use std::io::{self, Read};

use crate::mapping::{Encoding, Mapping};
use crate::message::Message;

/// Bytes that are read at a time.
const CHUNK: usize = 64 << 10;

/// A refusal on its way through [`io::Error`].
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct GuardError(pub(crate) Message);

/// Where the scanner stands inside a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    FieldStart,
    Plain,
    Quoted,
    QuoteClosed,
}

/// The guarded reader.
pub(crate) struct Guard<R> {
    inner: R,
    encoding: Encoding,
    delimiter: u8,
    multiline: bool,
    file_bytes: u64,
    row_bytes: u64,
    /// The start of a character whose end is in the next chunk.
    tail: Vec<u8>,
    /// Checked bytes that the CSV reader has not taken yet.
    ready: Vec<u8>,
    taken: usize,
    /// Bytes of the file that were checked.
    offset: u64,
    /// Lines of the file that were finished.
    lines: u64,
    /// Bytes that were made ready in all.
    fed: u64,
    started: bool,
    ended: bool,
    state: State,
    after_cr: bool,
    line_is_empty: bool,
    quote_line: u64,
    /// Where, in bytes made ready, blank lines start: the CSV reader skips them without counting.
    pub(crate) blank_lines: VecDeque<u64>,
    /// Where, in bytes made ready, the record starts that is being read.
    pub(crate) record_start: u64,
}

impl<R: Read> Guard<R> {
    pub(crate) fn new(inner: R, mapping: &Mapping) -> Self {
        Self {
            inner,
            encoding: mapping.encoding,
            delimiter: u8::try_from(mapping.delimiter).unwrap_or(b','),
            multiline: mapping.multiline,
            file_bytes: mapping.limits.file_bytes,
            row_bytes: mapping.limits.row_bytes,
            tail: Vec::new(),
            ready: Vec::new(),
            taken: 0,
            offset: 0,
            lines: 0,
            fed: 0,
            started: false,
            ended: false,
            state: State::FieldStart,
            after_cr: false,
            line_is_empty: true,
            quote_line: 0,
            blank_lines: VecDeque::new(),
            record_start: 0,
        }
    }

    /// Bytes of the file that were read.
    pub(crate) fn bytes(&self) -> u64 {
        self.offset
    }

    fn fill(&mut self) -> io::Result<()> {
        let mut chunk = std::mem::take(&mut self.tail);
        let carried = chunk.len();
        let read = (&mut self.inner).take((CHUNK - carried) as u64).read_to_end(&mut chunk)?;
        if self.offset.saturating_add(chunk.len() as u64) > self.file_bytes {
            return refuse(Message::new("extract-file-too-large").with("limit", self.file_bytes));
        }
        if read == 0 {
            self.ended = true;
        }
        let mut bytes = chunk.as_slice();
        if !self.started {
            self.started = true;
            // Two bytes a character: a byte order mark says so, or the zero in every second byte.
            if bytes.starts_with(&[0xFF, 0xFE])
                || bytes.starts_with(&[0xFE, 0xFF])
                || matches!(bytes, [0, ..] | [_, 0, ..])
            {
                return refuse(Message::new("extract-wrong-encoding-utf16"));
            }
            if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
                self.offset += 3;
                bytes = rest;
            }
        }
        self.ready.clear();
        self.taken = 0;
        match self.encoding {
            Encoding::Utf8 => self.check_utf8(bytes)?,
            Encoding::Windows1252 => {
                let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
                self.scan(text.as_bytes())?;
                self.offset += bytes.len() as u64;
            }
        }
        if self.ended && self.state == State::Quoted {
            return refuse(Message::new("extract-quote-open").with("line", self.quote_line));
        }
        self.fed += self.ready.len() as u64;
        if self.fed.saturating_sub(self.record_start) > self.row_bytes.saturating_add(2 * CHUNK as u64) {
            let line = if self.state == State::Quoted { self.quote_line } else { self.lines + 1 };
            return refuse(
                Message::new("extract-row-too-long").with("line", line).with("limit", self.row_bytes),
            );
        }
        Ok(())
    }

    fn check_utf8(&mut self, bytes: &[u8]) -> io::Result<()> {
        let valid = match std::str::from_utf8(bytes) {
            Ok(text) => text.as_bytes(),
            Err(error) => {
                let (valid, rest) = bytes.split_at(error.valid_up_to());
                if error.error_len().is_some() || self.ended {
                    let line = self.lines + 1 + lines_in(valid, self.after_cr);
                    let byte = rest.first().copied().unwrap_or_default();
                    return refuse(
                        Message::new("extract-wrong-encoding")
                            .with("line", line)
                            .with("offset", self.offset + valid.len() as u64)
                            .with("byte", format!("0x{byte:02X}")),
                    );
                }
                self.tail = rest.to_vec();
                valid
            }
        };
        self.scan(valid)?;
        self.offset += valid.len() as u64;
        Ok(())
    }

    /// Follows quotes and line ends; drops blanks before a field and turns `\r\n` and `\r` into `\n`.
    fn scan(&mut self, bytes: &[u8]) -> io::Result<()> {
        for &raw in bytes {
            if raw == b'\n' && std::mem::take(&mut self.after_cr) {
                continue;
            }
            self.after_cr = raw == b'\r';
            let byte = if raw == b'\r' { b'\n' } else { raw };
            if byte == b'\n' {
                self.lines += 1;
                if self.state == State::Quoted {
                    if !self.multiline {
                        return refuse(Message::new("extract-quote-open").with("line", self.quote_line));
                    }
                } else {
                    if self.line_is_empty {
                        self.blank_lines.push_back(self.fed + self.ready.len() as u64);
                    }
                    self.state = State::FieldStart;
                    self.line_is_empty = true;
                    self.ready.push(byte);
                    continue;
                }
            } else {
                let blank = byte == b' ' || (byte == b'\t' && self.delimiter != b'\t');
                if blank && self.state == State::FieldStart {
                    continue;
                }
                self.state = match (self.state, byte) {
                    (State::FieldStart, b'"') => {
                        self.quote_line = self.lines + 1;
                        State::Quoted
                    }
                    (State::Quoted, b'"') => State::QuoteClosed,
                    (State::Quoted, _) | (State::QuoteClosed, b'"') => State::Quoted,
                    (_, b) if b == self.delimiter => State::FieldStart,
                    _ => State::Plain,
                };
                self.line_is_empty = false;
            }
            self.ready.push(byte);
        }
        Ok(())
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.ready.len() && !self.ended {
            self.fill()?;
        }
        let rest = self.ready.get(self.taken..).unwrap_or_default();
        let length = rest.len().min(out.len());
        if let (Some(from), Some(to)) = (rest.get(..length), out.get_mut(..length)) {
            to.copy_from_slice(from);
        }
        self.taken += length;
        Ok(length)
    }
}

fn refuse<T>(message: Message) -> io::Result<T> {
    Err(io::Error::other(GuardError(message)))
}

/// Line ends in these bytes, `\r\n` counted once.
fn lines_in(bytes: &[u8], mut after_cr: bool) -> u64 {
    let mut lines = 0;
    for &byte in bytes {
        if byte == b'\r' || (byte == b'\n' && !after_cr) {
            lines += 1;
        }
        after_cr = byte == b'\r';
    }
    lines
}
