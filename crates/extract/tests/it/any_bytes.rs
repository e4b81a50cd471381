//! Nothing panics, nothing is lost, and what was written is what is read.

use crate::{TODAY, small};
use extract::{Mapping, PersonRow, read};
use proptest::prelude::*;

const HEADER: &str = "key,given_names,family_name,born,phones,postcode\n";

/// A cell as CSV writes it.
fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

fn lenient() -> Mapping {
    let mut mapping = small();
    mapping.limits.faulty_per_hundred = 100;
    mapping
}

/// The row as the small layout writes it, with blanks and line ends that must not matter.
fn line(row: &PersonRow, blank: &str, end: &str) -> String {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let cells = [
        row.key.clone(),
        text(&row.given_names),
        text(&row.family_name),
        row.birth.as_ref().map(|birth| birth.text.clone()).unwrap_or_default(),
        row.phones.join(";"),
        text(&row.postcode),
    ];
    let cells: Vec<_> = cells.iter().map(|cell| format!("{blank}{}", quoted(cell))).collect();
    cells.join(",") + end
}

prop_compose! {
    fn person()(
        given in "[A-Za-zÀ-ÿ'\"-][A-Za-zÀ-ÿ'\", -]{0,20}[A-Za-zé]",
        family in proptest::option::of("[A-Z][a-zé'’-]{1,20}"),
        born in proptest::option::of((1920_i16..2026, 1_i8..13, 1_i8..29, 0..3)),
        phones in proptest::collection::vec("613-555-01[0-9]{2}", 0..3),
    ) -> PersonRow {
        let birth = born.map(|(year, month, day, precision)| {
            let text = match precision {
                0 => format!("{year}-{month:02}-{day:02}"),
                1 => format!("{year}-{month:02}"),
                _ => format!("{year}"),
            };
            let date = match precision {
                0 => extract::BirthDate::Day(jiff::civil::date(year, month, day)),
                1 => extract::BirthDate::Month { year, month },
                _ => extract::BirthDate::Year(year),
            };
            extract::Birth { text, date: Some(date) }
        });
        PersonRow { given_names: Some(given), family_name: family, birth, phones, ..PersonRow::default() }
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), windows: bool) {
        let mut mapping = lenient();
        if windows {
            mapping.encoding = extract::Encoding::Windows1252;
        }
        let _ = read(bytes.as_slice(), &mapping, TODAY);
        let mut file = HEADER.as_bytes().to_vec();
        file.extend(bytes);
        if let Ok(extract) = read(file.as_slice(), &mapping, TODAY) {
            prop_assert_eq!(extract.stats.records, extract.stats.rows + extract.stats.rejects);
            prop_assert_eq!(extract.stats.rows, extract.rows.len() as u64);
            prop_assert_eq!(extract.stats.rejects, extract.rejects.len() as u64);
        }
    }

    #[test]
    fn no_text_makes_a_mapping_panic(text in ".{0,200}", piece in 0..40_usize) {
        let _ = Mapping::parse(&text);
        let lines: Vec<_> = crate::SMALL.lines().enumerate().filter(|(at, _)| *at != piece).map(|(_, l)| l).collect();
        let _ = Mapping::parse(&lines.join("\n"));
    }

    /// Every line under the header is a row or a reject, whatever is in it.
    #[test]
    fn rows_and_rejects_are_the_lines(lines in proptest::collection::vec("[a-z0-9 ,;é=@-]{1,60}", 0..60)) {
        let lines: Vec<_> = lines.into_iter().filter(|line| !line.trim().is_empty()).collect();
        let file = format!("{HEADER}{}\n", lines.join("\n"));
        if let Ok(extract) = read(file.as_bytes(), &lenient(), TODAY) {
            let mut seen: Vec<u64> = extract.rows.iter().map(|row| row.line).collect();
            seen.extend(extract.rejects.iter().map(|reject| reject.line));
            seen.sort_unstable();
            prop_assert_eq!(seen, (2..2 + lines.len() as u64).collect::<Vec<_>>());
        }
    }

    #[test]
    fn what_was_written_is_read(
        people in proptest::collection::vec(person(), 1..40),
        blank in "[ \t]{0,2}",
        end in prop_oneof![Just("\n"), Just("\r\n"), Just("\r"), Just("\n\n"), Just(" \r\n")],
    ) {
        let mut file = HEADER.to_owned();
        let step = if end == "\n\n" { 2 } else { 1 };
        let mut expected = Vec::new();
        for (at, mut person) in people.into_iter().enumerate() {
            person.key = format!("K{at}");
            person.line = 2 + step * at as u64;
            person.given_names = person.given_names.map(|name| name.trim().to_owned());
            file += &line(&person, &blank, end);
            expected.push(person);
        }
        let extract = read(file.as_bytes(), &lenient(), TODAY).unwrap();
        prop_assert_eq!(extract.rejects, vec![]);
        prop_assert_eq!(extract.rows, expected);
    }
}

/// The same file in other chunks is the same extract: nothing depends on where a read ends.
#[test]
fn chunks_of_any_size_give_the_same_rows() {
    struct Trickle<'b>(&'b [u8], usize);
    impl std::io::Read for Trickle<'_> {
        fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
            let length = self.1.min(out.len()).min(self.0.len());
            let (now, later) = self.0.split_at(length);
            out[..length].copy_from_slice(now);
            self.0 = later;
            Ok(length)
        }
    }
    // Longer than the reader's own chunks, with letters of two bytes so that some chunk ends inside one.
    let mut file = HEADER.to_owned();
    for at in 0..6_000 {
        file += &format!("K{at},Zoé,\"Élancée, {at}\",2011-03-04,613-555-0188,K0X 0A1\r\n");
    }
    let whole = read(file.as_bytes(), &small(), TODAY).unwrap();
    assert_eq!((whole.rows.len(), whole.rejects.len()), (6_000, 0));
    assert_eq!(whole.rows[5_999].line, 6_001);
    for size in [1, 7, 65_536] {
        assert_eq!(read(Trickle(file.as_bytes(), size), &small(), TODAY).unwrap(), whole, "{size}");
    }
}
