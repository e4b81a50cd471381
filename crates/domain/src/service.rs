//! Services of the directory.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::{AgencyId, ServiceId};

/// A service that a person can be referred to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Its id.
    pub id: ServiceId,
    /// Its key in the source.
    pub source_key: String,
    /// The agency that answers referrals in this system; none when it is reached by telephone only.
    pub agency: Option<AgencyId>,
    /// Name in English.
    pub name_en: String,
    /// Name in French.
    pub name_fr: String,
    /// What it does, in English.
    pub description_en: String,
    /// What it does, in French.
    pub description_fr: String,
    /// Organisation that runs it.
    pub organisation: String,
    /// The pack's code of its kind, for example `counselling`.
    pub category: String,
    /// Youngest age.
    pub min_age: Option<i16>,
    /// Oldest age.
    pub max_age: Option<i16>,
    /// Town or region it serves.
    pub area: String,
    /// Telephone.
    pub phone: Option<String>,
    /// Languages as BCP 47 codes.
    pub languages: Vec<String>,
    /// Led by an Indigenous organisation.
    pub indigenous_led: bool,
    /// Free places when last told.
    pub places: Option<i32>,
    /// When places were last told.
    pub places_as_of: Option<Timestamp>,
}
