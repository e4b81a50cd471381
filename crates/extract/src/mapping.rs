//! Mapping files: how one agency's CSV extract becomes person rows. Reviewed data in `data/mapping/*.toml`.

mod check;
mod layout;

use std::collections::BTreeMap;

use domain::agency::AgencyKind;
use serde::Deserialize;

pub(crate) use layout::{Layout, Reading};

use crate::message::Message;

/// A mapping file that has passed its checks.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Version of the mapping format: 1.
    pub schema: u32,
    /// Its id, for example `febrl-police`.
    pub id: String,
    /// Its name for people.
    pub title: Bilingual,
    /// Where the layout is defined: document and date.
    pub source: String,
    /// The kind of agency whose extracts it reads, for that decides which law governs the rows; none: any kind's.
    pub agency_kind: Option<AgencyKind>,
    /// Encoding of the file; a file in another is refused.
    #[serde(default)]
    pub encoding: Encoding,
    /// One ASCII character between fields.
    #[serde(default = "comma")]
    pub delimiter: char,
    /// Whether a quoted field may hold line ends. When not, an open quote is refused instead of swallowing rows.
    #[serde(default)]
    pub multiline: bool,
    /// Texts that mean "unknown", in any case of letters. The empty text always does.
    #[serde(default)]
    pub nulls: Vec<String>,
    /// Headers that the file has and that are not taken over. Any other header that no column names is refused:
    /// what is collected is written down beforehand.
    #[serde(default)]
    pub ignore: Vec<String>,
    /// The columns that are taken over.
    pub column: Vec<Column>,
    /// Values that every row gets.
    #[serde(default)]
    pub constant: Vec<Constant>,
    /// What is too large, too old, too faulty.
    pub limits: Limits,
}

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    /// English.
    pub en: String,
    /// French.
    pub fr: String,
}

/// An encoding that extracts come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    #[default]
    #[serde(rename = "utf-8")]
    Utf8,
    /// Windows code page 1252, only when the agency declares it: nothing in a file can prove it.
    #[serde(rename = "windows-1252")]
    Windows1252,
}

/// The field of a person that a column goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// The agency's own key.
    Key,
    /// Given names.
    GivenNames,
    /// Family name.
    FamilyName,
    /// Another name used; several columns may.
    Alias,
    /// Date of birth.
    Birth,
    /// Sex or pronouns.
    Sex,
    /// A telephone number; several columns may.
    Phone,
    /// Street number.
    StreetNumber,
    /// Street.
    Street,
    /// Town or suburb.
    Suburb,
    /// Postal code.
    Postcode,
    /// Province or state.
    Region,
    /// Another identifier, with its `kind`; several columns may.
    Identifier,
    /// A further column under its own `kind`; several columns may.
    Extra,
}

/// One column of the file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The header, exactly.
    pub header: String,
    /// Where it goes.
    pub to: Target,
    /// For `identifier` and `extra`: its name in Causeway.
    pub kind: Option<String>,
    /// For `alias`, `phone`, `identifier`: the character between several values in one cell.
    pub split: Option<char>,
    /// For `birth`: the layouts it comes in, for example `YYYY-MM-DD`, `YYYY`.
    #[serde(default)]
    pub formats: Vec<String>,
    /// For `birth`: what happens with a text that is no date.
    #[serde(default)]
    pub impossible: Impossible,
    /// The file's codes and what they become; a code that is not listed is a fault. Empty: any text.
    #[serde(default)]
    pub codes: BTreeMap<String, String>,
    /// The shape that most values have (`name`, `digits:4`, `canadian-postcode`, `phone`, `code`). One odd value is taken;
    /// when most are odd, the columns have moved and the file is refused. Names and dates have theirs without saying so.
    pub shape: Option<String>,
    /// Whether a row without a value is refused.
    #[serde(default)]
    pub required: bool,
}

/// What happens with a date that no calendar has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Impossible {
    /// The row is left out and named.
    #[default]
    Reject,
    /// The text is kept, not understood as a date, and named as a warning: for sources known to mistype.
    KeepText,
}

/// A value that every row gets.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Constant {
    /// Where it goes; never the key.
    pub to: Target,
    /// For `identifier` and `extra`: its name in Causeway.
    pub kind: Option<String>,
    /// The value.
    pub value: String,
}

/// What is too large, too old, too faulty. Only the age has no default: it is a statement about people.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Oldest age in years that is taken as true.
    pub oldest_age_years: i16,
    /// Largest file in bytes.
    #[serde(default = "file_bytes")]
    pub file_bytes: u64,
    /// Largest record in bytes.
    #[serde(default = "row_bytes")]
    pub row_bytes: u64,
    /// Longest cell in characters.
    #[serde(default = "field_chars")]
    pub field_chars: usize,
    /// Most records.
    #[serde(default = "rows")]
    pub rows: u64,
    /// Faulty records in a hundred from which the whole file is refused.
    #[serde(default = "faulty_per_hundred")]
    pub faulty_per_hundred: u64,
    /// Faulty records that are always borne, so that one bad row does not refuse a short file.
    #[serde(default = "faulty_at_least")]
    pub faulty_at_least: u64,
    /// Faulty records from which reading stops at once, whatever the file's length.
    #[serde(default = "faulty_at_most")]
    pub faulty_at_most: u64,
}

const fn comma() -> char {
    ','
}
const fn file_bytes() -> u64 {
    256 << 20
}
const fn row_bytes() -> u64 {
    64 << 10
}
const fn field_chars() -> usize {
    1_000
}
const fn rows() -> u64 {
    5_000_000
}
const fn faulty_per_hundred() -> u64 {
    5
}
const fn faulty_at_least() -> u64 {
    5
}
const fn faulty_at_most() -> u64 {
    10_000
}

impl Mapping {
    /// Reads and checks a mapping file.
    ///
    /// # Errors
    /// Every fault that was found, as messages for the person who edits the mapping.
    pub fn parse(text: &str) -> Result<Self, Vec<Message>> {
        let mapping: Self = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| {
                1 + text.get(..span.start).map_or(0, |before| before.matches('\n').count())
            });
            vec![Message::new("extract-mapping-syntax").with("line", line).with("detail", error.message())]
        })?;
        let faults = check::faults(&mapping);
        if faults.is_empty() { Ok(mapping) } else { Err(faults) }
    }

    /// The column with this target, where only one may have it.
    #[must_use]
    pub fn column_to(&self, target: Target) -> Option<&Column> {
        self.column.iter().find(|column| column.to == target)
    }
}

impl Target {
    /// The code as mappings write it; also the name of the field in messages.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::GivenNames => "given_names",
            Self::FamilyName => "family_name",
            Self::Alias => "alias",
            Self::Birth => "birth",
            Self::Sex => "sex",
            Self::Phone => "phone",
            Self::StreetNumber => "street_number",
            Self::Street => "street",
            Self::Suburb => "suburb",
            Self::Postcode => "postcode",
            Self::Region => "region",
            Self::Identifier => "identifier",
            Self::Extra => "extra",
        }
    }

    /// Whether several columns may go there.
    pub(crate) const fn is_many(self) -> bool {
        matches!(self, Self::Alias | Self::Phone | Self::Identifier | Self::Extra)
    }

    /// Whether it needs a `kind`.
    pub(crate) const fn has_kind(self) -> bool {
        matches!(self, Self::Identifier | Self::Extra)
    }
}
