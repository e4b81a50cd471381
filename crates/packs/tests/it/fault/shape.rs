//! Case types, forms and clocks that make no sense.

use super::{CASE, FORM, expect};

#[test]
fn case_types_that_lead_nowhere() {
    expect(
        CASE,
        "first_stage = \"received\"",
        "first_stage = \"recieved\"",
        &[
            "case_type.first_stage: there is no stage `recieved`",
            "stage[assessed]: no move leads to this stage",
            "stage[closed]: no move leads to this stage",
            "stage[engaged]: no move leads to this stage",
            "stage[moving_on]: no move leads to this stage",
            "stage[plan_active]: no move leads to this stage",
            "stage[received]: no move leads to this stage",
        ],
    );
    expect(
        CASE,
        "from = \"received\"\nto = \"assessed\"",
        "from = \"received\"\nto = \"asessed\"",
        &[
            "stage[assessed]: no move leads to this stage",
            "stage[closed]: no move leads to this stage",
            "stage[engaged]: no move leads to this stage",
            "stage[moving_on]: no move leads to this stage",
            "stage[plan_active]: no move leads to this stage",
            "transition[received > asessed]: there is no stage `asessed`",
        ],
    );
    expect(
        CASE,
        "label = { en = \"Closed\", fr = \"Fermé\" }\nends = true",
        "label = { en = \"Closed\", fr = \"Fermé\" }",
        &["stage: no stage ends the matter"],
    );
    expect(
        CASE,
        "from = \"received\"\nto = \"assessed\"",
        "from = \"closed\"\nto = \"assessed\"",
        &[
            "stage[assessed]: no move leads to this stage",
            "stage[closed]: no move leads to this stage",
            "stage[engaged]: no move leads to this stage",
            "stage[moving_on]: no move leads to this stage",
            "stage[plan_active]: no move leads to this stage",
            "stage[received]: no move leads out of this stage",
        ],
    );
    expect(
        CASE,
        "from = \"moving_on\"\nto = \"closed\"",
        "from = \"plan_active\"\nto = \"closed\"",
        &["transition[plan_active > closed]: this move stands twice"],
    );
    expect(
        CASE,
        "roles = [\"supervisor\"]",
        "roles = []",
        &["transition[assessed > closed].roles: nobody may make this move"],
    );
    expect(
        CASE,
        "owners = [\"child_protection\"]",
        "owners = []",
        &["case_type.owners: nobody may own a case"],
    );
    expect(
        CASE,
        "held_by = [\"police\"]",
        "held_by = []",
        &["compartment[police].held_by: nobody may hold this compartment"],
    );
    expect(
        CASE,
        "[[compartment]]\nid = \"intelligence\"",
        "[[compartment]]\nid = \"police\"",
        &["compartment[police]: `police` stands twice"],
    );
}

#[test]
fn forms_that_cannot_be_filled_in() {
    expect(
        FORM,
        "age = \"age\"",
        "age = \"name_used\"",
        &["form.age: there is no question `name_used` that takes a whole number"],
    );
    expect(
        FORM,
        "one_of = [\"name_used\",",
        "one_of = [\"name\",",
        &["form.one_of: there is no question `name`"],
    );
    expect(
        FORM,
        "input = \"integer\"\nmin = 0\n",
        "input = \"integer\"\n",
        &["question[age]: a question that takes a whole number has `min` and `max`, and no other"],
    );
    expect(FORM, "min = 0\n", "min = 200\n", &["question[age]: `min` lies above `max`"]);
    expect(
        FORM,
        "max_length = 4000\n",
        "",
        &["question[in_words].max_length: a question that takes text has a greatest length, and no other"],
    );
    expect(
        FORM,
        "codes = \"young-person-knows\"\n",
        "",
        &["question[young_person_knows].codes: a question with choices names a code list, and no other does"],
    );
    expect(
        FORM,
        "asked_when = { duty = [\"must\"] }",
        "asked_when = {}",
        &["question[society_called].asked_when: the condition says nothing"],
    );
    expect(
        FORM,
        "question = \"society_called\", is = [\"yes\"]",
        "question = \"society_called\"",
        &["question[society_call].asked_when: `question` and `is` belong together"],
    );
    expect(
        FORM,
        "question = \"society_called\", is = [\"yes\"]",
        "question = \"concerns\", is = [\"told\"]",
        &["question[society_call].asked_when: no earlier question is called `concerns`"],
    );
    expect(FORM, "id = \"birth_date\"\n", "id = \"birth_date\"\nfuture = true\n", &[]);
    expect(
        FORM,
        "id = \"surname\"\n",
        "id = \"surname\"\nfuture = true\n",
        &["question[surname].future: only a date lies in the future"],
    );
    expect(
        FORM,
        "id = \"safety\"\ntitle",
        "id = \"contact\"\ntitle",
        &[
            "part[contact]: no question stands in this part",
            "question[safe_contact].part: there is no part `safety`",
            "question[young_person_knows].part: there is no part `safety`",
        ],
    );
    expect(
        FORM,
        "age = \"age\"\n",
        "",
        &[
            "question[duty_why_not].asked_when: the duty to report depends on an age, and the form asks for none",
            "question[society_call].asked_when: the duty to report depends on an age, and the form asks for none",
            "question[society_called].asked_when: the duty to report depends on an age, and the form asks for none",
        ],
    );
    expect(
        "codes/referral.toml",
        "id = \"other\"\nlabel = { en = \"Somebody else\"",
        "id = \"prefer-not-to-say\"\nlabel = { en = \"Somebody else\"",
        &["list[referral-sources]: `prefer-not-to-say` is no value of a list; a question allows it"],
    );
}

#[test]
fn clocks_that_make_no_sense() {
    expect(
        CASE,
        "due_soon = \"4 hours\"",
        "due_soon = \"12 hours\"",
        &["clock[twelve-hour-limit].due_soon: the clock would be due soon from its start"],
    );
    expect(
        CASE,
        "ends_on = [\"left-place\"]",
        "ends_on = []",
        &["clock[twelve-hour-limit].ends_on: nothing ends this clock"],
    );
    expect(
        CASE,
        "ends_on = [\"left-place\"]",
        "ends_on = [\"left-place\", \"brought-to-place\"]",
        &["clock[twelve-hour-limit].ends_on: the event that starts a clock does not end it"],
    );
    expect(
        CASE,
        "escalates = [{ party = \"owner\", to = \"supervisor\" }]",
        "escalates = []",
        &["clock[liaison-tell].escalates: nobody is told when the clock has run out"],
    );
    expect(
        CASE,
        "part = \"lead\", agency_kinds = [\"child_protection\", \"police\"]",
        "part = \"lead\", agency_kinds = []",
        &["clock[twelve-hour-limit].acts: no kind of agency must act"],
    );
    expect(
        CASE,
        "when = { age_from = 16, age_to = 17 }",
        "when = { age_from = 17, age_to = 16 }",
        &["clock[twelve-hour-limit].when: the oldest age lies below the youngest"],
    );
    expect(
        CASE,
        "when = { facts = [\"community-in-territory\"] }",
        "when = { facts = [\"community-in-territory\"], without_facts = [\"community-in-territory\"] }",
        &["clock[community-notice-in-territory].when: a fact is both wanted and unwanted"],
    );
}
