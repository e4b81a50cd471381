use std::io::{Cursor, Read, Write};

use crypto::stream::{self, CHUNK, DecryptReader, EncryptWriter, HEADER};
use crypto::{Binding, Decryptor, Encryptor, Error, Fingerprint, Key, KeyId, NamedKey, Purpose};
use proptest::prelude::*;

const BINDING: Binding<'static> =
    Binding { purpose: Purpose::ATTACHMENT, owner: "agency-7", subject: "document-9" };
const SEALED: usize = CHUNK + 16;

fn key() -> NamedKey {
    NamedKey::new(KeyId::new([1; 16], 1), Key::from_bytes([2; 32]))
}

/// Bytes in which every chunk differs.
fn content(size: usize) -> Vec<u8> {
    (0_u32..).flat_map(|word| word.wrapping_mul(2_654_435_761).to_le_bytes()).take(size).collect()
}

fn seal(plain: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    stream::encrypt(plain, &mut out, &key(), &BINDING).unwrap();
    out
}

fn open(sealed: &[u8]) -> Result<Vec<u8>, Error> {
    let mut out = Vec::new();
    stream::decrypt(sealed, &mut out, &key(), &BINDING).map(|_| out)
}

/// Sizes around every boundary of the format.
const SIZES: [usize; 9] =
    [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 1, 2 * CHUNK, 2 * CHUNK + 1, 3 * CHUNK];

#[test]
fn every_boundary_size_comes_back_with_size_and_hash() {
    for size in SIZES {
        let plain = content(size);
        let mut sealed = Vec::new();
        let fingerprint = stream::encrypt(plain.as_slice(), &mut sealed, &key(), &BINDING).unwrap();
        assert_eq!(fingerprint, Fingerprint { size: size as u64, hash: blake3::hash(&plain).into() });
        assert_eq!(sealed.len() as u64, stream::sealed_size(size as u64), "size {size}");
        assert_eq!(stream::sealed_under(&sealed).unwrap(), key().id());
        let mut opened = Vec::new();
        assert_eq!(stream::decrypt(sealed.as_slice(), &mut opened, &key(), &BINDING).unwrap(), fingerprint);
        assert!(opened == plain, "size {size}");
    }
}

#[test]
fn every_cut_at_a_boundary_is_refused() {
    for size in SIZES {
        let sealed = seal(&content(size));
        let boundaries = [0, 1, 4, 5, HEADER - 1, HEADER, HEADER + 1, HEADER + 15, HEADER + 16];
        let chunks = (1..).map(|n| HEADER + n * SEALED).take_while(|cut| *cut < sealed.len());
        for cut in
            boundaries.into_iter().chain(chunks).chain([sealed.len() - 1]).filter(|cut| *cut < sealed.len())
        {
            assert!(open(&sealed[..cut]).is_err(), "{size} bytes cut at {cut}");
        }
    }
}

#[test]
fn chunks_that_are_swapped_repeated_removed_or_appended_are_refused() {
    let sealed = seal(&content(4 * CHUNK + 100));
    let (header, body) = sealed.split_at(HEADER);
    let chunks: Vec<&[u8]> = body.chunks(SEALED).collect();
    let build = |order: &[usize]| {
        let mut out = header.to_vec();
        for &index in order {
            out.extend_from_slice(chunks[index]);
        }
        out
    };
    assert!(open(&build(&[0, 1, 2, 3, 4])).is_ok());
    for order in [
        &[1, 0, 2, 3, 4][..],
        &[0, 1, 3, 2, 4],
        &[0, 0, 1, 2, 3, 4],
        &[0, 2, 3, 4],
        &[1, 2, 3, 4],
        &[0, 1, 2, 3],
        &[0, 1, 2, 3, 4, 4],
        &[4],
        &[],
    ] {
        assert!(matches!(open(&build(order)), Err(Error::Refused)), "{order:?}");
    }
}

#[test]
fn chunks_of_another_stream_under_the_same_key_are_refused() {
    let (one, two) = (seal(&content(2 * CHUNK)), seal(&content(2 * CHUNK)));
    let mixed = [&one[..HEADER + SEALED], &two[HEADER + SEALED..]].concat();
    assert!(matches!(open(&mixed), Err(Error::Refused)));
}

#[test]
fn a_stream_put_in_another_place_or_under_another_key_is_refused() {
    let sealed = seal(b"an invented statement");
    for elsewhere in [
        Binding { purpose: Purpose::FIELD, ..BINDING },
        Binding { owner: "agency-8", ..BINDING },
        Binding { subject: "document-8", ..BINDING },
    ] {
        let answer = stream::decrypt(sealed.as_slice(), Vec::new(), &key(), &elsewhere);
        assert!(matches!(answer, Err(Error::Refused)), "{elsewhere:?}");
    }
    let other = NamedKey::generate().unwrap();
    let answer = stream::decrypt(sealed.as_slice(), Vec::new(), &other, &BINDING);
    assert!(matches!(answer, Err(Error::WrongKey { .. })));
    let impostor = NamedKey::new(key().id(), other.key().clone());
    assert!(matches!(
        stream::decrypt(sealed.as_slice(), Vec::new(), &impostor, &BINDING),
        Err(Error::Refused)
    ));
}

#[test]
fn foreign_and_future_streams_are_named_as_such() {
    let mut future = seal(b"x");
    future[4] = 2;
    assert!(matches!(open(&future), Err(Error::UnknownVersion { version: 2, .. })));
    assert!(matches!(open(&[b'x'; 500]), Err(Error::Malformed(_))));
    assert!(matches!(stream::sealed_under(b"CWAY"), Err(Error::Malformed(_))));
}

#[test]
fn after_a_refusal_nothing_more_is_given_out() {
    let mut sealed = seal(&content(3 * CHUNK));
    sealed[HEADER + SEALED + 7] ^= 1;
    let mut decryptor = Decryptor::new(&key(), &BINDING);
    assert_eq!(decryptor.push(&sealed[..HEADER + SEALED + 1]).unwrap().len(), CHUNK);
    assert!(decryptor.push(&sealed[HEADER + SEALED + 1..]).is_err());
    assert!(decryptor.push(&[]).is_err());
    assert!(decryptor.push(&[0; 10]).is_err());
    assert!(decryptor.finish().is_err());
}

/// A source that is read once and holds nothing.
struct Endless(u64);

impl Read for Endless {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let count = out.len().min(usize::try_from(self.0).unwrap_or(usize::MAX));
        out[..count].fill(0x5A);
        self.0 -= count as u64;
        Ok(count)
    }
}

#[test]
fn a_hundred_megabytes_pass_with_memory_for_a_few_chunks() {
    let size = 100 * 1024 * 1024 + 3;
    let mut encryptor = Encryptor::new(&key(), &BINDING).unwrap();
    let mut decryptor = Decryptor::new(&key(), &BINDING);
    let (mut source, mut piece, mut given) = (Endless(size), vec![0; 300_000], 0_u64);
    loop {
        let count = source.read(&mut piece).unwrap();
        if count == 0 {
            break;
        }
        let sealed = encryptor.push(&piece[..count]).unwrap();
        assert!(sealed.len() <= piece.len() + 2 * SEALED, "no more than comes in, and a chunk");
        let plain = decryptor.push(&sealed).unwrap();
        assert!(plain.len() <= sealed.len() + SEALED);
        given += plain.len() as u64;
    }
    let (sealed, before) = encryptor.finish().unwrap();
    given += decryptor.push(&sealed).unwrap().len() as u64;
    let (plain, after) = decryptor.finish().unwrap();
    assert_eq!((given + plain.len() as u64, before.size), (size, size));
    assert_eq!(before, after);
}

#[test]
fn a_writer_that_fails_once_never_pretends_to_have_finished() {
    struct Full;
    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut writer = EncryptWriter::new(Full, &key(), &BINDING).unwrap();
    assert!(writer.write_all(&content(10)).is_err());
    assert!(matches!(writer.finish(), Err(Error::Io(_))));
}

#[test]
fn a_reader_reports_the_end_only_when_it_is_the_end() {
    let plain = content(2 * CHUNK + 5);
    let sealed = seal(&plain);
    let mut reader = DecryptReader::new(Cursor::new(&sealed), &key(), &BINDING);
    let mut out = Vec::new();
    reader.read_to_end(&mut out).unwrap();
    assert!(out == plain);
    assert_eq!(reader.fingerprint().unwrap().size, plain.len() as u64);
    assert_eq!(reader.read(&mut [0; 8]).unwrap(), 0);

    let mut cut = DecryptReader::new(Cursor::new(&sealed[..HEADER + 2 * SEALED]), &key(), &BINDING);
    let refusal = cut.read_to_end(&mut Vec::new()).unwrap_err();
    assert_eq!(refusal.kind(), std::io::ErrorKind::InvalidData);
    assert!(cut.read(&mut [0; 8]).is_err(), "and stays refused");
    assert!(cut.fingerprint().is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_size_in_any_pieces_comes_back(
        size in 0..3 * CHUNK,
        pieces in proptest::collection::vec(1_usize..100_000, 1..8),
        sealed_pieces in proptest::collection::vec(1_usize..100_000, 1..8),
    ) {
        let plain = content(size);
        let mut encryptor = Encryptor::new(&key(), &BINDING).unwrap();
        let mut sealed = Vec::new();
        for piece in split(&plain, &pieces) {
            sealed.extend(encryptor.push(piece).unwrap());
        }
        let (end, before) = encryptor.finish().unwrap();
        sealed.extend(end);

        let mut decryptor = Decryptor::new(&key(), &BINDING);
        let mut opened = Vec::new();
        for piece in split(&sealed, &sealed_pieces) {
            opened.extend(decryptor.push(piece).unwrap());
        }
        let (end, after) = decryptor.finish().unwrap();
        opened.extend(end);
        prop_assert!(opened == plain);
        prop_assert_eq!(before, after);
    }

    #[test]
    fn any_single_bit_flip_is_refused(
        size in prop_oneof![0_usize..200, CHUNK - 20..CHUNK + 200, 0..3 * CHUNK],
        at in any::<prop::sample::Index>(),
        bit in 0_u32..8,
    ) {
        let mut sealed = seal(&content(size));
        let at = at.index(sealed.len());
        sealed[at] ^= 1 << bit;
        prop_assert!(open(&sealed).is_err());
    }

    #[test]
    fn any_truncation_or_extension_is_refused(
        size in prop_oneof![0_usize..200, 0..3 * CHUNK],
        at in any::<prop::sample::Index>(),
        more in proptest::collection::vec(any::<u8>(), 1..100),
    ) {
        let mut sealed = seal(&content(size));
        prop_assert!(open(&sealed[..at.index(sealed.len())]).is_err());
        sealed.extend(more);
        prop_assert!(open(&sealed).is_err());
    }
}

fn split<'a>(mut bytes: &'a [u8], sizes: &[usize]) -> Vec<&'a [u8]> {
    let mut out = Vec::new();
    for size in sizes.iter().cycle() {
        if bytes.is_empty() {
            break;
        }
        let (now, later) = bytes.split_at(bytes.len().min(*size));
        out.push(now);
        bytes = later;
    }
    out
}
