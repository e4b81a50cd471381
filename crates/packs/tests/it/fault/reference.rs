//! Names.

use super::{AGENCY, CASE, CONSENT, FIGURES, FORM, RECORDS, YOUTH, expect};

#[test]
fn names_that_stand_twice() {
    expect(
        FIGURES,
        "id = \"clocks-met\"",
        "id = \"referrals-received\"",
        &[
            "indicator[referrals-received]: `indicator/dashboard.toml` holds the same name for some of these days",
        ],
    );
    expect(
        AGENCY,
        "id = \"corrections\"",
        "id = \"crown\"",
        &["list[agency-kinds].value[crown]: `crown` stands twice"],
    );
    expect(
        AGENCY,
        "id = \"elder\"",
        "id = \"el/der\"",
        &["list[relationship-kinds].value[el/der].id: a name has letters, digits, `-`, `_` and `.` only"],
    );
    expect(
        CASE,
        "id = \"case-reopened\"\nlabel",
        "id = \"case-closed\"\nlabel",
        &[
            "event[case-closed]: `case-closed` stands twice",
            "transition[closed > engaged]: there is no event `case-reopened`",
        ],
    );
}

#[test]
fn names_that_nothing_carries() {
    expect(
        CASE,
        "owners = [\"child_protection\"]",
        "owners = [\"child_saving\"]",
        &["case_type.owners: the list `agency-kinds` has no value `child_saving`"],
    );
    expect(
        CASE,
        "eligibility = [\"care-age\"]",
        "eligibility = [\"care-ages\"]",
        &["case_type.eligibility: there is no eligibility `care-ages`"],
    );
    expect(
        CASE,
        "opens_on = \"case-opened\"",
        "opens_on = \"opening\"",
        &["case_type.opens_on: there is no event `opening`"],
    );
    expect(
        CASE,
        "reasons = \"case-closings\"",
        "reasons = \"whims\"",
        &["transition[assessed > closed]: there is no list `whims`"],
    );
    expect(
        CASE,
        "id = \"vault\"",
        "id = \"safe\"",
        &["compartment[safe]: the list `compartments` has no value `safe`"],
    );
    expect(
        CASE,
        "starts_on = \"brought-to-place\"",
        "starts_on = \"brought\"",
        &["clock[twelve-hour-limit]: there is no event `brought`"],
    );
    expect(
        CASE,
        "without_facts = [\"community-in-territory\"]",
        "without_facts = [\"near\"]",
        &["clock[community-notice-elsewhere]: there is no fact `near`"],
    );
    expect(
        CASE,
        "part = \"lead\"",
        "part = \"leader\"",
        &["clock[liaison-tell]: the list `case-parts` has no value `leader`"],
    );
    expect(
        FORM,
        "codes = \"referral-sources\"",
        "codes = \"sources\"",
        &["question[referred_by]: there is no list `sources`"],
    );
    expect(
        FORM,
        "is = [\"yes\"]",
        "is = [\"oui\"]",
        &["question[society_call].asked_when: the list `duty-answers` has no value `oui`"],
    );
    expect(
        RECORDS,
        "\"cc.278.93.4\"]",
        "\"cc.278.94\"]",
        &["regime[former].rules: there is no rule `cc.278.94`"],
    );
    expect(
        YOUTH,
        "rule = \"ycja.119.2.c\"",
        "rule = \"ycja.119.2.z\"",
        &["access_window[dismissed-withdrawn-reprimand].rule: there is no rule `ycja.119.2.z`"],
    );
    expect(
        CONSENT,
        "includes = [\"worker_contact\"]",
        "includes = [\"worker\"]",
        &[
            "list[consent-field-groups].value[contact_only].includes: the list `consent-fields` has no value `worker`",
        ],
    );
    expect(
        CONSENT,
        "includes_from = \"consent-fields\"\n",
        "",
        &[
            "list[consent-field-groups].includes_from: values include others, and the list does not say of which list",
        ],
    );
}
