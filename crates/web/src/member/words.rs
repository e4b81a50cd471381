//! Roles in words.

use domain::member::Role;

use crate::i18n::{MsgId, msg};

/// The name of a role.
pub(crate) const fn role_name(role: Role) -> MsgId {
    match role {
        Role::Worker => msg("member-role-worker"),
        Role::Supervisor => msg("member-role-supervisor"),
        Role::Duty => msg("member-role-duty"),
        Role::Analyst => msg("member-role-analyst"),
        Role::Counsellor => msg("member-role-counsellor"),
        Role::Liaison => msg("member-role-liaison"),
        Role::DataSteward => msg("member-role-data-steward"),
        Role::Prosecutor => msg("member-role-prosecutor"),
        Role::Administrator => msg("member-role-administrator"),
        Role::Auditor => msg("member-role-auditor"),
        Role::Statistician => msg("member-role-statistician"),
    }
}
