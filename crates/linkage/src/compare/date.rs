//! Dates of birth.

use crate::date::PartialDate;
use crate::level::Level;
use crate::model::Model;

pub(super) fn level(left: Option<PartialDate>, right: Option<PartialDate>, model: &Model) -> Level {
    let (Some(left), Some(right)) = (left, right) else { return Level::Missing };
    let (Some(a), Some(b)) = (left.full(), right.full()) else { return partial(left, right) };
    if a == b {
        let day = format!("{:02}-{:02}", a.1, a.2);
        return if model.placeholder_days.contains(&day) { Level::Placeholder } else { Level::Exact };
    }
    if a.0 == b.0 && (a.1, a.2) == (b.2, b.1) {
        return Level::Swapped;
    }
    if one_slip(&digits(a), &digits(b)) {
        return Level::Digit;
    }
    if a.0 == b.0 { Level::Year } else { Level::Differs }
}

fn partial(left: PartialDate, right: PartialDate) -> Level {
    if left.year() != right.year() {
        return Level::Differs;
    }
    match (left.month(), right.month()) {
        (Some(a), Some(b)) if a != b => Level::Year,
        _ => Level::Partial,
    }
}

fn digits((year, month, day): (i16, i8, i8)) -> Vec<u8> {
    format!("{year:04}{month:02}{day:02}").into_bytes()
}

/// One digit replaced, or two neighbours exchanged.
pub(super) fn one_slip(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let wrong: Vec<usize> = (0..a.len()).filter(|i| a.get(*i) != b.get(*i)).collect();
    match wrong.as_slice() {
        [_] => true,
        [i, j] => *j == i + 1 && a.get(*i) == b.get(*j) && a.get(*j) == b.get(*i),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_graded() {
        let model = Model::from_toml(include_str!("../../../../packs/linkage/person.toml")).unwrap();
        for (a, b, expected) in [
            ("2011-04-30", "2011-04-30", Level::Exact),
            ("2011-01-01", "2011-01-01", Level::Placeholder),
            ("2011-04-03", "2011-03-04", Level::Swapped),
            ("2011-04-30", "2011-04-20", Level::Digit),
            ("2011-04-30", "2101-04-30", Level::Digit),
            ("2011-04-30", "2011-04", Level::Partial),
            ("2011-04-30", "2011", Level::Partial),
            ("2011-04", "2011-05", Level::Year),
            ("2011-04-30", "2011-12-17", Level::Year),
            ("2011-04-30", "2009-12-17", Level::Differs),
            ("2011", "2010", Level::Differs),
        ] {
            let (a, b) = (PartialDate::parse(a), PartialDate::parse(b));
            assert_eq!(level(a, b, &model), expected);
            assert_eq!(level(b, a, &model), expected);
        }
        assert_eq!(level(None, PartialDate::parse("2011"), &model), Level::Missing);
    }
}
