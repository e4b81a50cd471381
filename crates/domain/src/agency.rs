//! Agencies and their teams.

use serde::{Deserialize, Serialize};

use crate::id::{AgencyId, TeamId};

/// The text is none of the codes of its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a known code")]
pub struct UnknownCode;

/// Defines an enum of codes with a stable text form for the database, the policy and packs.
#[macro_export]
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $code)] $variant,)+
        }

        impl $name {
            /// Every value, in the order of their definition.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable code, as stored and as named in policy and packs.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The value with this code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::agency::UnknownCode;

            fn from_str(code: &str) -> Result<Self, Self::Err> {
                Self::from_code(code).ok_or($crate::agency::UnknownCode)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}

codes! {
    /// The kind of an agency decides which law governs what it holds.
    AgencyKind {
        /// A police service or joint force.
        Police = "police",
        /// A children's aid society.
        ChildProtection = "child_protection",
        /// An Indigenous-led organisation, for example one that employs a liaison.
        IndigenousOrganisation = "indigenous_organisation",
        /// A First Nation.
        FirstNation = "first_nation",
        /// Victim services, victim and witness assistance.
        VictimServices = "victim_services",
        /// A service for survivors: counselling, housing, legal help, health.
        SurvivorServices = "survivor_services",
        /// The Crown.
        Crown = "crown",
        /// Corrections.
        Corrections = "corrections",
        /// A licensed residence for children.
        Residence = "residence",
        /// A fund.
        Fund = "fund",
        /// The Coordination Office.
        Coordination = "coordination",
        /// Border enforcement.
        BorderEnforcement = "border_enforcement",
        /// Privacy office and audit.
        Oversight = "oversight",
        /// A school, hospital, hotline or other source of referrals.
        Source = "source",
    }
}

/// An agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agency {
    /// Its id.
    pub id: AgencyId,
    /// Its kind.
    pub kind: AgencyKind,
    /// Its name in English.
    pub name_en: String,
    /// Its name in French.
    pub name_fr: String,
    /// The number on which another agency reaches its duty desk.
    pub duty_phone: Option<String>,
    /// True for agencies that exist only in the training copy.
    pub invented: bool,
}

/// A team inside an agency, for example a CARE unit's child protection half.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    /// Its id.
    pub id: TeamId,
    /// The agency it belongs to.
    pub agency: AgencyId,
    /// Its name in English.
    pub name_en: String,
    /// Its name in French.
    pub name_fr: String,
}
