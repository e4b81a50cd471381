//! The tables whose rows the ledger covers: every change of a row is told to it, so that a change past the program shows.
//!
//! A table is covered or its reason stands here; a test compares this with the schema.

/// A covered table and the columns of its key.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) key: &'static [&'static str],
}

/// Columns of keys that hold numbers; the others hold texts.
const NUMBERS: [&str; 3] = ["line", "released_at", "since"];

const fn table(name: &'static str, key: &'static [&'static str]) -> Table {
    Table { name, key }
}

/// What is covered.
pub(crate) const COVERED: &[Table] = &[
    table("agency", &["id"]),
    table("team", &["id"]),
    table("member", &["id"]),
    table("credential", &["member_id"]),
    table("recovery_code", &["member_id", "hash"]),
    table("import", &["id"]),
    table("import_reject", &["import_id", "line", "field"]),
    table("record", &["id"]),
    table("release_to", &["resource_id", "agency_id", "released_at"]),
    table("identity_record", &["record_id"]),
    table("match_alert", &["id"]),
    table("match_decision", &["id"]),
    table("case_file", &["id"]),
    table("consent", &["id"]),
    table("consent_field", &["consent_id", "field"]),
    table("consent_compartment", &["consent_id", "kind"]),
    table("case_participant", &["case_id", "member_id", "since"]),
    table("case_subject", &["case_id", "record_id"]),
    table("compartment", &["id"]),
    table("entry", &["id"]),
    table("task", &["id"]),
    table("document", &["id"]),
    table("break_glass", &["id"]),
    table("clock", &["id"]),
    table("referral", &["id"]),
    table("service", &["id"]),
    table("service_area", &["service_id", "area"]),
    table("service_language", &["service_id", "language"]),
    table("service_referral", &["id"]),
    table("service_referral_field", &["service_referral_id", "field"]),
    table("service_referral_step", &["service_referral_id", "state"]),
    table("disclosure", &["id"]),
    table("notice", &["id"]),
];

/// What is not, and why.
pub(crate) const UNCOVERED: &[(&str, &str)] = &[
    ("ledger", "the chain itself"),
    ("ledger_head", "the end of the chain, compared with it"),
    ("ledger_tile", "roots of the tree, compared with it"),
    ("ledger_change", "the lists of changes, whose hashes stand in the entries"),
    ("number_counter", "a lost number is refused by the uniqueness of numbers"),
    ("set_up", "lives until an account is set up"),
    ("session", "lives for hours and changes with every request"),
    ("sign_in_try", "lives for hours"),
    ("form_used", "lives for hours"),
    ("search_token", "follows from the record"),
];

/// What a statement does to a covered table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) table: &'static Table,
    /// It takes rows away.
    pub(crate) deletes: bool,
}

/// The covered table that a statement changes, if it does.
pub(crate) fn written(sql: &str) -> Option<Written> {
    let mut words = sql.lines().filter(|line| !line.starts_with("--")).flat_map(str::split_whitespace);
    let (name, deletes) = match (words.next()?, words.next()?) {
        ("insert", "into") => (words.next()?, false),
        ("delete", "from") => (words.next()?, true),
        ("update", name) => (name, false),
        _ => return None,
    };
    let table = COVERED.iter().find(|table| table.name == name)?;
    Some(Written { table, deletes })
}

impl Written {
    /// The statement, giving all columns of the rows that it changed. `all` is how this database says so.
    pub(crate) fn giving_rows(self, sql: &str, all: &str) -> String {
        let end = sql.rfind("returning ").unwrap_or(sql.len());
        format!("{}\nreturning {all}", sql[..end].trim_end())
    }
}

impl Table {
    /// The columns of the key, each as a text.
    pub(crate) fn key_columns(&self) -> Vec<String> {
        let text = |column: &&str| {
            // A text is left as it is, so that the key's index serves.
            if NUMBERS.contains(column) { format!("cast({column} as text)") } else { (*column).to_owned() }
        };
        self.key.iter().map(text).collect()
    }

    /// The key of a row as one text, as an expression. Ids, codes and numbers hold no stroke.
    pub(crate) fn key_expression(&self) -> String {
        self.key_columns().join(" || '/' || ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_tells_its_table() {
        let found = |sql| written(sql).map(|it| (it.table.name, it.deletes));
        assert_eq!(found("-- Words.\ninsert into record (id)\nvalues ($1)"), Some(("record", false)));
        assert_eq!(found("update case_file set stage = $1"), Some(("case_file", false)));
        assert_eq!(found("delete from credential where member_id = $1"), Some(("credential", true)));
        assert_eq!(found("delete from session where id = $1"), None);
        assert_eq!(found("select id from record"), None);
        assert_eq!(found(""), None);
    }

    #[test]
    fn a_statement_gives_all_columns() {
        let upsert = "insert into agency (id) values ($1)\non conflict (id) do nothing returning id\n";
        let it = written(upsert).unwrap();
        assert_eq!(
            it.giving_rows(upsert, "*"),
            "insert into agency (id) values ($1)\non conflict (id) do nothing\nreturning *"
        );
        assert_eq!(
            it.giving_rows("update agency set x = $1\n", "agency.*"),
            "update agency set x = $1\nreturning agency.*"
        );
    }

    #[test]
    fn a_key_of_several_columns_is_one_text() {
        let of = |name: &str| COVERED.iter().find(|table| table.name == name).unwrap().key_expression();
        assert_eq!(of("team"), "id");
        assert_eq!(of("case_participant"), "case_id || '/' || member_id || '/' || cast(since as text)");
    }
}
