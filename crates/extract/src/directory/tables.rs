//! The standard's CSV tables become its nested objects.

use std::collections::{BTreeMap, HashMap};

use super::raw;
use crate::message::Message;

/// A row, by column.
type Row = BTreeMap<String, String>;

/// The tables that are there.
struct Tables(BTreeMap<&'static str, Table>);

/// A table with its rows found by the ids in them.
#[derive(Default)]
struct Table {
    rows: Vec<Row>,
    /// Column and id to the places of the rows.
    by_id: HashMap<(String, String), Vec<usize>>,
}

impl Table {
    fn new(rows: Vec<Row>) -> Self {
        let mut by_id: HashMap<_, Vec<usize>> = HashMap::new();
        for (at, row) in rows.iter().enumerate() {
            for (column, id) in row.iter().filter(|(column, _)| *column == "id" || column.ends_with("_id")) {
                by_id.entry((column.clone(), id.clone())).or_default().push(at);
            }
        }
        Self { rows, by_id }
    }
}

/// The tables that are used, and whether a directory needs them.
const TABLES: [(&str, bool); 12] = [
    ("services", true),
    ("organizations", true),
    ("phones", false),
    ("schedules", false),
    ("service_areas", false),
    ("languages", false),
    ("service_at_location", false),
    ("locations", false),
    ("addresses", false),
    ("accessibility", false),
    ("attributes", false),
    ("taxonomy_terms", false),
];

pub(super) fn services(files: &BTreeMap<&str, &str>) -> Result<Vec<raw::Service>, Message> {
    let mut tables = Tables(BTreeMap::new());
    for (table, needed) in TABLES {
        let file = format!("{table}.csv");
        match files.get(file.as_str()) {
            Some(text) => {
                tables.0.insert(table, Table::new(rows(&file, text)?));
            }
            None if needed => return Err(Message::new("extract-directory-table-missing").with("file", file)),
            None => {}
        }
    }
    tables.of("services").iter().map(|row| tables.service(row)).collect()
}

fn rows(file: &str, text: &str) -> Result<Vec<Row>, Message> {
    let mut csv = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let fault = |error: &csv::Error| {
        let line = error.position().map_or(1, csv::Position::line);
        Message::new("extract-directory-table").with("file", file).with("line", line)
    };
    let headers = csv.headers().map_err(|error| fault(&error))?.clone();
    if !headers.iter().any(|header| header == "id") {
        return Err(Message::new("extract-header-missing").with("column", format!("{file}: id")));
    }
    csv.records()
        .map(|record| {
            let record = record.map_err(|error| fault(&error))?;
            let cells = headers.iter().zip(&record).filter(|(_, cell)| !cell.trim().is_empty());
            Ok(cells.map(|(header, cell)| (header.to_owned(), cell.to_owned())).collect())
        })
        .collect()
}

fn text(row: &Row, column: &str) -> Option<String> {
    row.get(column).cloned()
}

fn plain(row: &Row, column: &str) -> String {
    text(row, column).unwrap_or_default()
}

/// A number of a row.
fn number(table: &str, row: &Row, column: &str) -> Result<Option<f64>, Message> {
    let Some(text) = row.get(column) else { return Ok(None) };
    text.trim().parse().map(Some).map_err(|_| {
        Message::new("extract-directory-table-number")
            .with("file", format!("{table}.csv"))
            .with("column", column)
    })
}

impl Tables {
    fn of(&self, table: &str) -> &[Row] {
        self.0.get(table).map_or(&[], |table| table.rows.as_slice())
    }

    /// The rows of a table whose column holds this id.
    fn of_id(&self, table: &str, column: &str, id: &str) -> impl Iterator<Item = &Row> {
        let key = (column.to_owned(), id.to_owned());
        let found = self.0.get(table).and_then(|table| Some((table, table.by_id.get(&key)?)));
        found.into_iter().flat_map(|(table, places)| places.iter().filter_map(|place| table.rows.get(*place)))
    }

    fn service(&self, row: &Row) -> Result<raw::Service, Message> {
        let id = plain(row, "id");
        let organization = plain(row, "organization_id");
        let at = self.of_id("service_at_location", "service_id", &id);
        Ok(raw::Service {
            name: plain(row, "name"),
            description: text(row, "description"),
            url: text(row, "url"),
            email: text(row, "email"),
            status: plain(row, "status"),
            application_process: text(row, "application_process"),
            fees_description: text(row, "fees_description"),
            eligibility_description: text(row, "eligibility_description"),
            minimum_age: number("services", row, "minimum_age")?,
            maximum_age: number("services", row, "maximum_age")?,
            assured_date: text(row, "assured_date"),
            phones: self.phones("service_id", &id),
            schedules: self.schedules("service_id", &id),
            service_areas: self
                .of_id("service_areas", "service_id", &id)
                .map(|row| raw::Area { name: text(row, "name") })
                .collect(),
            service_at_locations: at.map(|row| self.at_location(row)).collect::<Result<_, _>>()?,
            languages: self
                .of_id("languages", "service_id", &id)
                .map(|row| raw::Language { name: text(row, "name"), code: text(row, "code") })
                .collect(),
            organization: self.of_id("organizations", "id", &organization).next().map(|row| {
                raw::Organization {
                    id: organization.clone(),
                    name: plain(row, "name"),
                    description: plain(row, "description"),
                }
            }),
            attributes: self.attributes(&id),
            id,
        })
    }

    fn phones(&self, column: &str, id: &str) -> Vec<raw::Phone> {
        let phone = |row| raw::Phone {
            number: plain(row, "number"),
            extension: text(row, "extension").map(serde_json::Value::String),
            kind: text(row, "type"),
            description: text(row, "description"),
        };
        self.of_id("phones", column, id).map(phone).collect()
    }

    fn schedules(&self, column: &str, id: &str) -> Vec<raw::Schedule> {
        let schedule = |row| raw::Schedule {
            byday: text(row, "byday"),
            opens_at: text(row, "opens_at"),
            closes_at: text(row, "closes_at"),
            description: text(row, "description"),
        };
        self.of_id("schedules", column, id).map(schedule).collect()
    }

    fn at_location(&self, row: &Row) -> Result<raw::AtLocation, Message> {
        let (id, location) = (plain(row, "id"), plain(row, "location_id"));
        let found = self.of_id("locations", "id", &location).next();
        Ok(raw::AtLocation {
            location: found.map(|row| self.location(row, &location)).transpose()?,
            schedules: self.schedules("service_at_location_id", &id),
            phones: self.phones("service_at_location_id", &id),
        })
    }

    fn location(&self, row: &Row, id: &str) -> Result<raw::Location, Message> {
        let address = |row| raw::Address {
            address_1: plain(row, "address_1"),
            city: plain(row, "city"),
            postal_code: text(row, "postal_code"),
        };
        let access = |row| raw::Accessibility { description: text(row, "description") };
        Ok(raw::Location {
            name: text(row, "name"),
            latitude: number("locations", row, "latitude")?,
            longitude: number("locations", row, "longitude")?,
            addresses: self.of_id("addresses", "location_id", id).map(address).collect(),
            accessibility: self.of_id("accessibility", "location_id", id).map(access).collect(),
        })
    }

    fn attributes(&self, id: &str) -> Vec<raw::Attribute> {
        let attribute = |row: &Row| {
            let term = plain(row, "taxonomy_term_id");
            let found = self.of_id("taxonomy_terms", "id", &term).next();
            raw::Attribute {
                value: text(row, "value"),
                taxonomy_term: found
                    .map(|row| raw::Term { code: text(row, "code"), taxonomy: text(row, "taxonomy") }),
            }
        };
        self.of_id("attributes", "link_id", id).map(attribute).collect()
    }
}
