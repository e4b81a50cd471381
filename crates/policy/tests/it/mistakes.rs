//! Rules that sound reasonable and would break a barrier if the barrier were not there.

/// One such rule.
pub struct Mistake {
    /// The barrier that stands in its way.
    pub barrier: &'static str,
    /// How somebody would ask for it.
    pub words: &'static str,
    /// The rule.
    pub permit: &'static str,
}

/// At least one for every barrier.
pub const MISTAKES: &[Mistake] = &[
    Mistake {
        barrier: "barrier-vault",
        words: "supervisors of the service need to read the counselling notes",
        permit: r#"permit (principal is Member, action == Action::"ReadEntry", resource is Entry)
            when { resource.compartment.owner == principal.agency && principal.roles.contains(Role::"supervisor") };"#,
    },
    Mistake {
        barrier: "barrier-vault",
        words: "the Crown gets the whole file once a charge is laid",
        permit: r#"permit (principal is Member, action == Action::"DiscloseEntry", resource is Entry)
            when { resource.regime != Regime::"none" && context.court_order };"#,
    },
    Mistake {
        barrier: "barrier-private-records",
        words: "the prosecutor discloses everything in the file to the defence",
        permit: r#"permit (principal is Member, action == Action::"DiscloseEntry", resource is Entry)
            when { principal.roles.contains(Role::"prosecutor") && context.to_accused };"#,
    },
    Mistake {
        barrier: "barrier-child-protection-police",
        words: "in a CARE unit the team reads everything",
        permit: r#"permit (principal is Member, action == Action::"ReadEntry", resource is Entry)
            when { resource.compartment.case.team.contains(principal) };"#,
    },
    Mistake {
        barrier: "barrier-intelligence",
        words: "the joint force shares its intelligence with everyone on the case",
        permit: r#"permit (principal is Member, action == Action::"ReadEntry", resource is Entry)
            when {
              resource.compartment.kind == CompartmentKind::"intelligence" &&
              resource.compartment.case.partners.contains(principal.agency)
            };"#,
    },
    Mistake {
        barrier: "barrier-liaison-routing",
        words: "whoever leads the case routes the liaison, and may undo it",
        permit: r#"permit (
              principal is Member, action in [Action::"RouteLiaison", Action::"UnrouteLiaison"], resource is Case
            ) when { resource.owner == principal.agency };"#,
    },
    Mistake {
        barrier: "barrier-services-consent",
        words: "partners of the case see which services she uses",
        permit: r#"permit (principal is Member, action == Action::"ReadEntry", resource is Entry)
            when {
              resource.compartment.kind == CompartmentKind::"services" &&
              resource.compartment.case.partners.contains(principal.agency)
            };"#,
    },
    Mistake {
        barrier: "barrier-services-consent",
        words: "whoever counsels her is on the team and reads what the team reads",
        permit: r#"permit (principal is Member, action == Action::"ReadEntry", resource is Entry)
            when {
              resource.compartment.kind == CompartmentKind::"core" &&
              resource.compartment.case.team.contains(principal)
            };"#,
    },
    Mistake {
        barrier: "barrier-youth-records",
        words: "the author may always read what they wrote",
        permit: r#"permit (principal is Member, action == Action::"ReadEntry", resource is Entry)
            when { resource has author && resource.author == principal };"#,
    },
    Mistake {
        barrier: "barrier-immigration",
        words: "border officers on the joint force take part like everybody else",
        permit: r#"permit (principal is Member, action == Action::"ReadRecord", resource is PersonRecord)
            when { principal.agency_kind == AgencyKind::"border_enforcement" };"#,
    },
    Mistake {
        barrier: "barrier-publication-ban",
        words: "the team may export its own case",
        permit: r#"permit (principal is Member, action == Action::"ExportCase", resource is Case)
            when { resource.team.contains(principal) };"#,
    },
    Mistake {
        barrier: "barrier-first-nation",
        words: "child protection has the duty to read whatever concerns the child",
        permit: r#"permit (principal is Member, action == Action::"ReadEntry", resource is Entry)
            when {
              principal.agency_kind == AgencyKind::"child_protection" &&
              resource.compartment.case.team.contains(principal)
            };"#,
    },
    Mistake {
        barrier: "barrier-office-roles",
        words: "the administrator must be able to look when someone reports a fault",
        permit: r#"permit (principal is Member, action == Action::"ReadCase", resource is Case)
            when { resource.owner == principal.agency && principal.roles.contains(Role::"administrator") };"#,
    },
    Mistake {
        barrier: "barrier-independent-review",
        words: "the agency reviews its own emergencies",
        permit: r#"permit (principal is Member, action == Action::"ReviewBreakGlass", resource is BreakGlass)
            when { resource.agency == principal.agency && principal.roles.contains(Role::"supervisor") };"#,
    },
];
