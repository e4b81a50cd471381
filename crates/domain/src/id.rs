//! Identifiers: one type an entity, so that a case's id can never be passed where a record's is meant.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The text is not an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier")]
pub struct NotAnId;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new identifier that sorts by time of creation (UUID version 7).
            #[must_use]
            #[expect(clippy::new_without_default, reason = "a fresh id each time is not a default")]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }

            /// The identifier with these bytes, for tests and for ids derived from source data.
            #[must_use]
            pub const fn from_u128(value: u128) -> Self {
                Self(Uuid::from_u128(value))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0.hyphenated())
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            /// Reads the hyphenated form only, so that each id has one address.
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let id = Uuid::parse_str(text).map_err(|_| NotAnId)?;
                if text.len() == 36 && id.hyphenated().to_string() == text { Ok(Self(id)) } else { Err(NotAnId) }
            }
        }
    )+};
}

id! {
    /// An agency: one organisation with its own legal regime.
    AgencyId;
    /// A team inside an agency.
    TeamId;
    /// A member of an agency who signs in.
    MemberId;
    /// A signed-in session.
    SessionId;
    /// A case.
    CaseId;
    /// A compartment of a case or of an agency's holdings.
    CompartmentId;
    /// An entry of a case's timeline.
    EntryId;
    /// A task.
    TaskId;
    /// A document kept as an encrypted attachment.
    DocumentId;
    /// A record: what one agency says about one subject.
    RecordId;
    /// An identity: the records believed to be one subject.
    IdentityId;
    /// A match alert between two records of two agencies.
    MatchId;
    /// A person's decision about a match.
    DecisionId;
    /// A referral that came in.
    ReferralId;
    /// A consent.
    ConsentId;
    /// A service of the directory.
    ServiceId;
    /// A referral to a service of the directory.
    ServiceReferralId;
    /// A running deadline.
    ClockId;
    /// One use of break-glass.
    BreakGlassId;
    /// One import of an agency's extract.
    ImportId;
    /// A notice.
    NoticeId;
    /// One disclosure out of a compartment.
    DisclosureId;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_and_other_spellings_are_refused() {
        let id = CaseId::new();
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(
            id.to_string().to_uppercase().parse::<CaseId>().ok(),
            None.or_else(|| {
                // An id without letters is the same in capitals.
                (id.to_string().to_uppercase() == id.to_string()).then_some(id)
            })
        );
        assert_eq!("../etc/passwd".parse::<CaseId>(), Err(NotAnId));
        assert_eq!(id.to_string().replace('-', "").parse::<CaseId>(), Err(NotAnId));
    }
}
