//! Who acts: a signed-in member, a visitor of the public form, or the system's own clock.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::agency::AgencyKind;
use crate::id::{AgencyId, MemberId, TeamId};
use crate::member::Role;

/// Who asks for something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Actor {
    /// A signed-in member of an agency.
    Member(MemberActor),
    /// Someone without an account: a referral's sender.
    Visitor,
    /// The system itself: clocks that run out, set-up of a new store.
    System,
}

/// A signed-in member, with the attributes that the policy reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberActor {
    /// The member.
    pub member: MemberId,
    /// Their agency.
    pub agency: AgencyId,
    /// Their agency's kind.
    pub agency_kind: AgencyKind,
    /// Their team.
    pub team: Option<TeamId>,
    /// Their roles.
    pub roles: BTreeSet<Role>,
    /// Their name as colleagues see it.
    pub name: String,
}

impl Actor {
    /// The member, where the actor is one.
    #[must_use]
    pub fn member(&self) -> Option<&MemberActor> {
        match self {
            Self::Member(member) => Some(member),
            Self::Visitor | Self::System => None,
        }
    }

    /// The text that the ledger keeps: the member's id, `visitor` or `system`.
    #[must_use]
    pub fn ledger_name(&self) -> String {
        match self {
            Self::Member(member) => member.member.to_string(),
            Self::Visitor => "visitor".into(),
            Self::System => "system".into(),
        }
    }
}

impl MemberActor {
    /// Whether the member has a role.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}
