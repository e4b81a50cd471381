//! What a request must say besides who and on what. Most say nothing: `()`.

use domain::agency::AgencyKind;
use domain::compartment::CompartmentKind;
use domain::id::AgencyId;

use crate::vocabulary::Fields;

/// What a request says besides who and on what.
pub trait Context: Fields {}

impl<T: Fields> Context for T {}

/// For [`ImportRecords`](crate::action::ImportRecords) and [`HoldRecord`](crate::action::HoldRecord).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hold {
    /// The holdings that the records are written to.
    pub holdings: CompartmentKind,
}

/// For [`ListBreakGlass`](crate::action::ListBreakGlass).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ListBreakGlass {
    /// List only what this agency owns; none lists the review queue.
    pub owner: Option<AgencyId>,
}

/// For [`RouteLiaison`](crate::action::RouteLiaison).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RouteLiaison {
    /// The person themself declared that they are First Nations, Inuit or Métis and want a liaison.
    pub declared_by_self: bool,
}

/// For [`HearBack`](crate::action::HearBack).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HearBack {
    /// The request holds the secret that the sender was given.
    pub secret_known: bool,
}

/// For [`SendServiceReferral`](crate::action::SendServiceReferral).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SendServiceReferral {
    /// The consent that it rests on is live now and names the recipient.
    pub consent_live: bool,
    /// Every field that is sent is covered by that consent.
    pub fields_covered: bool,
    /// The agency that runs the service.
    pub recipient: AgencyId,
}

/// For [`ExportCase`](crate::action::ExportCase).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExportCase {
    /// Everything that could identify the person is taken out.
    pub identities_removed: bool,
}

/// For [`ExportEntry`](crate::action::ExportEntry).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExportEntry {
    /// Everything that could identify the person is taken out.
    pub identities_removed: bool,
    /// The kind of the agency that the export is for; the exporter's own kind when it stays with them.
    pub recipient_kind: AgencyKind,
}

/// For [`DiscloseEntry`](crate::action::DiscloseEntry).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DiscloseEntry {
    /// The kind of the agency that receives it.
    pub recipient_kind: AgencyKind,
    /// It goes, directly or through that agency, to the accused.
    pub to_accused: bool,
    /// A court has ordered the production.
    pub court_order: bool,
    /// The complainant or witness agrees to it.
    pub complainant_agrees: bool,
}
