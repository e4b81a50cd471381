//! Shapes that values of a column have. One odd value means nothing; a column whose values mostly have another shape
//! means that the file's columns moved.

/// What the values of a column look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// At least one letter and fewer digits than letters.
    Name,
    /// A date: digits and separators, or no letters and four to ten characters with four digits or more.
    Date,
    /// Digits only, this many at least and at most.
    Digits {
        /// Fewest digits.
        least: usize,
        /// Most digits.
        most: usize,
    },
    /// A Canadian postal code, with or without its space.
    CanadianPostcode,
    /// Seven to fifteen digits with the usual punctuation.
    Phone,
    /// At most three letters.
    Code,
}

impl Shape {
    /// Reads `name`, `date`, `digits:4`, `digits:1-6`, `canadian-postcode`, `phone` or `code`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match text {
            "name" => Some(Self::Name),
            "date" => Some(Self::Date),
            "canadian-postcode" => Some(Self::CanadianPostcode),
            "phone" => Some(Self::Phone),
            "code" => Some(Self::Code),
            _ => {
                let range = text.strip_prefix("digits:")?;
                let (least, most) = range.split_once('-').unwrap_or((range, range));
                let (least, most) = (least.parse().ok()?, most.parse().ok()?);
                (1 <= least && least <= most).then_some(Self::Digits { least, most })
            }
        }
    }

    /// The name as mappings write it.
    pub(crate) fn name(self) -> String {
        match self {
            Self::Name => "name".into(),
            Self::Date => "date".into(),
            Self::CanadianPostcode => "canadian-postcode".into(),
            Self::Phone => "phone".into(),
            Self::Code => "code".into(),
            Self::Digits { least, most } if least == most => format!("digits:{least}"),
            Self::Digits { least, most } => format!("digits:{least}-{most}"),
        }
    }

    /// Whether a value has the shape.
    pub(crate) fn fits(self, value: &str) -> bool {
        let digits = value.chars().filter(char::is_ascii_digit).count();
        let letters = value.chars().filter(|c| c.is_alphabetic()).count();
        let length = value.chars().count();
        match self {
            Self::Name => letters > digits,
            Self::Date => {
                letters == 0
                    && matches!(digits, 4 | 6 | 8)
                    && length <= 10
                    && value.chars().all(|c| c.is_ascii_digit() || "-/. ".contains(c))
            }
            Self::Digits { least, most } => digits == length && (least..=most).contains(&digits),
            Self::CanadianPostcode => {
                let compact: Vec<char> = value.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
                compact.len() == 6
                    && compact
                        .iter()
                        .enumerate()
                        .all(|(at, c)| if at % 2 == 0 { c.is_ascii_alphabetic() } else { c.is_ascii_digit() })
            }
            Self::Phone => {
                (7..=15).contains(&digits)
                    && value.chars().all(|c| c.is_ascii_digit() || "+-.() x".contains(c) || c.is_whitespace())
            }
            Self::Code => (1..=3).contains(&letters) && letters == length,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Shape;

    #[test]
    fn shapes_tell_the_columns_of_an_extract_apart() {
        let columns = [
            ("name", "Anne-Marie 2"),
            ("date", "2011-03-04"),
            ("digits:4", "2135"),
            ("canadian-postcode", "k7l 1a1"),
            ("phone", "613-555-0188"),
            ("code", "nsw"),
        ];
        for (shape, value) in columns {
            let shape = Shape::parse(shape).unwrap();
            assert!(shape.fits(value), "{value} is a {shape:?}");
            for (_, other) in columns.iter().filter(|(_, other)| *other != value) {
                let overlap = matches!(
                    (shape, *other),
                    (Shape::Name, "nsw") | (Shape::Date, "2135") | (Shape::Phone, "2011-03-04")
                );
                assert_eq!(shape.fits(other), overlap, "{other} as {shape:?}");
            }
        }
    }

    #[test]
    fn a_shape_is_written_as_it_is_read() {
        for text in ["name", "date", "digits:4", "digits:1-6", "canadian-postcode", "phone", "code"] {
            assert_eq!(Shape::parse(text).unwrap().name(), text);
        }
        for text in ["", "digits", "digits:", "digits:0", "digits:6-1", "Name"] {
            assert_eq!(Shape::parse(text), None, "{text}");
        }
    }
}
