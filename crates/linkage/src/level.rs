//! What is compared (fields) and how well two values agree (levels).

use serde::{Deserialize, Serialize};

/// A compared field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Given names.
    Given,
    /// Family name.
    Family,
    /// Whether given and family name stand in exchanged places.
    NameOrder,
    /// Aliases, against aliases and names of the other record.
    Alias,
    /// Date of birth.
    BirthDate,
    /// Phone numbers.
    Phone,
    /// Addresses as a whole: their parts depend on each other, so they are one comparison.
    Address,
    /// Issued numbers.
    Identifier,
}

/// How well two values agree, from the best to none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The same after normalisation.
    Exact,
    /// The same full date, but one that offices write when they do not know the day.
    Placeholder,
    /// Different short forms or language forms of one given name.
    Nickname,
    /// Nearly the same spelling.
    Close,
    /// Alike in spelling or sound.
    Similar,
    /// One word of the name is shared, as in double-barrelled names.
    Part,
    /// An initial fits the other's name.
    Initial,
    /// Given and family name (or day and month) exchanged.
    Swapped,
    /// Dates that agree as far as the less complete one goes.
    Partial,
    /// One digit differs, or two neighbouring digits are exchanged.
    Digit,
    /// Only the year agrees.
    Year,
    /// A full name agrees with an alias or a former name.
    Full,
    /// A single-word alias agrees.
    Single,
    /// Same house: number, street and area.
    House,
    /// Two of number, street and area.
    Street,
    /// Same area only: postcode or locality.
    Area,
    /// The values disagree.
    Differs,
    /// A disagreement that an agreeing alias explains, as after a marriage.
    Explained,
    /// At least one record says nothing.
    Missing,
}

/// The class of a level, for readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Agreement {
    /// The values say the same.
    Agree,
    /// The values are near each other.
    Close,
    /// The values contradict.
    Disagree,
    /// There is nothing to compare.
    Missing,
}

impl Field {
    /// All fields in the order in which reasons are listed.
    pub const ALL: [Self; 8] = [
        Self::Identifier,
        Self::Given,
        Self::Family,
        Self::NameOrder,
        Self::Alias,
        Self::BirthDate,
        Self::Phone,
        Self::Address,
    ];

    /// The field's part of a message id.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Family => "family",
            Self::NameOrder => "name-order",
            Self::Alias => "alias",
            Self::BirthDate => "birth-date",
            Self::Phone => "phone",
            Self::Address => "address",
            Self::Identifier => "identifier",
        }
    }

    /// The levels a model must weigh for this field. `Missing` and `Explained` weigh nothing and are not listed.
    pub fn levels(self) -> &'static [Level] {
        use Level::{
            Area, Close, Differs, Digit, Exact, Full, House, Initial, Nickname, Part, Partial, Placeholder,
            Similar, Single, Street, Swapped, Year,
        };
        match self {
            Self::Given => &[Exact, Nickname, Close, Similar, Part, Initial, Differs],
            Self::Family => &[Exact, Close, Similar, Part, Differs],
            Self::NameOrder => &[Swapped],
            Self::Alias => &[Full, Close, Single],
            Self::BirthDate => &[Exact, Placeholder, Swapped, Digit, Partial, Year, Differs],
            Self::Phone => &[Exact, Differs],
            Self::Address => &[House, Street, Area, Differs],
            Self::Identifier => &[Exact, Close, Differs],
        }
    }
}

impl Level {
    /// The level's part of a message id.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Placeholder => "placeholder",
            Self::Nickname => "nickname",
            Self::Close => "close",
            Self::Similar => "similar",
            Self::Part => "part",
            Self::Initial => "initial",
            Self::Swapped => "swapped",
            Self::Partial => "partial",
            Self::Digit => "digit",
            Self::Year => "year",
            Self::Full => "full",
            Self::Single => "single",
            Self::House => "house",
            Self::Street => "street",
            Self::Area => "area",
            Self::Differs => "differs",
            Self::Explained => "explained",
            Self::Missing => "missing",
        }
    }

    /// The class of the level.
    pub fn agreement(self) -> Agreement {
        match self {
            Self::Exact | Self::Full | Self::House => Agreement::Agree,
            Self::Differs => Agreement::Disagree,
            Self::Missing => Agreement::Missing,
            _ => Agreement::Close,
        }
    }
}
