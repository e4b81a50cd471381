//! The invented agencies and people of every test world.

use domain::agency::AgencyKind;
use domain::member::Role;

/// One agency of each kind: key, kind, name.
pub(crate) const AGENCIES: &[(&str, AgencyKind, &str)] = &[
    ("cas", AgencyKind::ChildProtection, "Harbour CAS (example)"),
    ("cas2", AgencyKind::ChildProtection, "Lakeside CAS (example)"),
    ("police", AgencyKind::Police, "Northgate Police (example)"),
    ("police2", AgencyKind::Police, "Southgate Police (example)"),
    ("circle", AgencyKind::IndigenousOrganisation, "Cedar Circle (example)"),
    ("nation", AgencyKind::FirstNation, "Birch Lake First Nation (example)"),
    ("victims", AgencyKind::VictimServices, "Harbour Victim Services (example)"),
    ("stillwater", AgencyKind::SurvivorServices, "Stillwater Counselling (example)"),
    ("residence", AgencyKind::Residence, "Riverbend Residence (example)"),
    ("crown", AgencyKind::Crown, "Crown Attorney (example)"),
    ("corrections", AgencyKind::Corrections, "Probation (example)"),
    ("fund", AgencyKind::Fund, "Community Fund (example)"),
    ("office", AgencyKind::Coordination, "Coordination Office (example)"),
    ("border", AgencyKind::BorderEnforcement, "Border Enforcement (example)"),
    ("privacy", AgencyKind::Oversight, "Privacy Office (example)"),
    ("school", AgencyKind::Source, "Maple Ridge School (example)"),
];

/// Members: key, agency, roles, name.
pub(crate) const MEMBERS: &[(&str, &str, &[Role], &str)] = &[
    ("worker", "cas", &[Role::Worker], "Ama Placeholder"),
    ("worker2", "cas", &[Role::Worker], "Bo Placeholder"),
    ("duty", "cas", &[Role::Worker, Role::Duty], "Dee Duty"),
    ("cas_supervisor", "cas", &[Role::Supervisor], "Sam Oversee"),
    ("stranger", "cas2", &[Role::Worker, Role::Duty, Role::Supervisor], "Sten Stranger"),
    ("officer", "police", &[Role::Worker], "D. Specimen"),
    ("officer2", "police", &[Role::Worker, Role::Duty], "E. Specimen"),
    ("police_supervisor", "police", &[Role::Supervisor], "P. Supervisor"),
    ("analyst", "police", &[Role::Analyst], "A. Analyst"),
    ("officer_elsewhere", "police2", &[Role::Worker, Role::Duty, Role::Supervisor], "F. Elsewhere"),
    ("liaison", "circle", &[Role::Liaison, Role::Worker], "L. Modèle"),
    ("steward", "nation", &[Role::DataSteward], "N. Gardien"),
    ("victim_worker", "victims", &[Role::Worker, Role::Duty], "V. Aide"),
    ("counsellor", "stillwater", &[Role::Counsellor], "C. Écoute"),
    ("service_worker", "stillwater", &[Role::Worker, Role::Duty], "W. Stillwater"),
    ("residence_worker", "residence", &[Role::Worker, Role::Duty], "K. Exemple"),
    ("prosecutor", "crown", &[Role::Prosecutor], "Q. Crown"),
    ("probation", "corrections", &[Role::Worker], "R. Probation"),
    ("fund_worker", "fund", &[Role::Worker], "G. Fund"),
    ("statistician", "office", &[Role::Statistician], "C. Muster"),
    ("border_officer", "border", &[Role::Worker, Role::Supervisor, Role::Duty], "B. Border"),
    ("auditor", "privacy", &[Role::Auditor], "H. Audit"),
    ("administrator", "cas", &[Role::Administrator], "I. Admin"),
    ("teacher", "school", &[Role::Worker], "L. Sample"),
];
