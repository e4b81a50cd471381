//! Members of agencies: who signs in, with which roles.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::codes;
use crate::id::{AgencyId, MemberId, TeamId};

codes! {
    /// What a member does in their agency.
    Role {
        /// Works on cases: child protection worker, officer, liaison, support worker.
        Worker = "worker",
        /// Answers for workers' cases and reads their agency's part of them.
        Supervisor = "supervisor",
        /// Takes in referrals and decides who gets them.
        Duty = "duty",
        /// Works with intelligence.
        Analyst = "analyst",
        /// Counsels; the only role that opens a counselling vault.
        Counsellor = "counsellor",
        /// Indigenous liaison.
        Liaison = "liaison",
        /// Keeps a First Nation's data and decides on its release.
        DataSteward = "data_steward",
        /// Prosecutor.
        Prosecutor = "prosecutor",
        /// Manages an agency's members and sign-in; sees no case.
        Administrator = "administrator",
        /// Reads the ledger and reviews emergency access; sees no case.
        Auditor = "auditor",
        /// Prepares figures; sees no case.
        Statistician = "statistician",
    }
}

/// A member of an agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Their id.
    pub id: MemberId,
    /// Their agency.
    pub agency: AgencyId,
    /// Their team, if any.
    pub team: Option<TeamId>,
    /// Sign-in name, lower case.
    pub login: String,
    /// Name as colleagues see it.
    pub name: String,
    /// Work title in English.
    pub title_en: String,
    /// Work title in French.
    pub title_fr: String,
    /// Work telephone that other agencies may be given.
    pub phone: Option<String>,
    /// Roles.
    pub roles: BTreeSet<Role>,
    /// False once the member has left; nothing is deleted.
    pub active: bool,
}
