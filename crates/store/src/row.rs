//! Values to bind and rows to read, the same for both databases.

use std::fmt::Display;
use std::str::FromStr;

use jiff::{Timestamp, civil::Date};
use ledger::Hash;
use ledger::rows::{Cell, RowHasher};
use serde::de::DeserializeOwned;
use sqlx::{Column as _, Row as _, TypeInfo as _, ValueRef as _};

use crate::{Error, Result};

/// A value bound to a statement.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    Text(Option<String>),
    Int(Option<i64>),
    Real(f64),
    Bool(bool),
}

/// An id or a code, bound by its text.
pub(crate) fn text(value: impl Display) -> Value {
    Value::Text(Some(value.to_string()))
}

/// An optional id or code, bound by its text.
pub(crate) fn text_opt(value: Option<impl Display>) -> Value {
    Value::Text(value.map(|value| value.to_string()))
}

/// A list or map, bound as JSON.
pub(crate) fn json(value: &impl serde::Serialize) -> Result<Value> {
    serde_json::to_string(value)
        .map(|text| Value::Text(Some(text)))
        .map_err(|_| Error::Corrupt { column: "json".into() })
}

macro_rules! value_from {
    ($($from:ty => $make:expr;)+) => {$(
        impl From<$from> for Value {
            fn from(value: $from) -> Self {
                ($make)(value)
            }
        }
    )+};
}

value_from! {
    &str => |value: &str| Value::Text(Some(value.to_owned()));
    String => |value| Value::Text(Some(value));
    &String => |value: &String| Value::Text(Some(value.clone()));
    Option<String> => Value::Text;
    &Option<String> => |value: &Option<String>| Value::Text(value.clone());
    Option<&str> => |value: Option<&str>| Value::Text(value.map(str::to_owned));
    i64 => |value| Value::Int(Some(value));
    i32 => |value: i32| Value::Int(Some(value.into()));
    i16 => |value: i16| Value::Int(Some(value.into()));
    Option<i64> => Value::Int;
    Option<i32> => |value: Option<i32>| Value::Int(value.map(i64::from));
    Option<i16> => |value: Option<i16>| Value::Int(value.map(i64::from));
    f64 => Value::Real;
    bool => Value::Bool;
    Timestamp => |value: Timestamp| Value::Int(Some(value.as_microsecond()));
    Option<Timestamp> => |value: Option<Timestamp>| Value::Int(value.map(Timestamp::as_microsecond));
    Date => |value: Date| Value::Text(Some(value.to_string()));
    Option<Date> => |value: Option<Date>| Value::Text(value.map(|date| date.to_string()));
}

/// A row of either database.
pub(crate) enum Row {
    Sqlite(sqlx::sqlite::SqliteRow),
    Postgres(sqlx::postgres::PgRow),
}

macro_rules! column {
    ($self:ident, $name:ident, $type:ty) => {
        match $self {
            Row::Sqlite(row) => row.try_get::<$type, _>($name),
            Row::Postgres(row) => row.try_get::<$type, _>($name),
        }
        .map_err(|_| corrupt($name))
    };
}

fn corrupt(column: &str) -> Error {
    Error::Corrupt { column: column.to_owned() }
}

impl Row {
    pub(crate) fn text(&self, name: &str) -> Result<String> {
        column!(self, name, String)
    }

    pub(crate) fn text_opt(&self, name: &str) -> Result<Option<String>> {
        column!(self, name, Option<String>)
    }

    pub(crate) fn int(&self, name: &str) -> Result<i64> {
        column!(self, name, i64)
    }

    pub(crate) fn int_opt(&self, name: &str) -> Result<Option<i64>> {
        column!(self, name, Option<i64>)
    }

    /// An integer column read into a smaller type.
    pub(crate) fn small_opt<T: TryFrom<i64>>(&self, name: &str) -> Result<Option<T>> {
        self.int_opt(name)?.map(|value| T::try_from(value).map_err(|_| corrupt(name))).transpose()
    }

    pub(crate) fn real(&self, name: &str) -> Result<f64> {
        column!(self, name, f64)
    }

    pub(crate) fn bool(&self, name: &str) -> Result<bool> {
        column!(self, name, bool)
    }

    pub(crate) fn bool_opt(&self, name: &str) -> Result<Option<bool>> {
        column!(self, name, Option<bool>)
    }

    /// An id or code.
    pub(crate) fn parse<T: FromStr>(&self, name: &str) -> Result<T> {
        self.text(name)?.parse().map_err(|_| corrupt(name))
    }

    pub(crate) fn parse_opt<T: FromStr>(&self, name: &str) -> Result<Option<T>> {
        self.text_opt(name)?.map(|text| text.parse().map_err(|_| corrupt(name))).transpose()
    }

    pub(crate) fn at(&self, name: &str) -> Result<Timestamp> {
        Timestamp::from_microsecond(self.int(name)?).map_err(|_| corrupt(name))
    }

    pub(crate) fn at_opt(&self, name: &str) -> Result<Option<Timestamp>> {
        self.int_opt(name)?.map(|at| Timestamp::from_microsecond(at).map_err(|_| corrupt(name))).transpose()
    }

    pub(crate) fn json<T: DeserializeOwned>(&self, name: &str) -> Result<T> {
        serde_json::from_str(&self.text(name)?).map_err(|_| corrupt(name))
    }
}

impl Row {
    /// The hash of all columns, but those that a verification adds: they begin with `ledger_`.
    pub(crate) fn hash(&self, table: &str, hasher: &RowHasher) -> Result<Hash> {
        match self {
            Self::Sqlite(row) => hashed(row, table, hasher, sqlite_cell),
            Self::Postgres(row) => hashed(row, table, hasher, postgres_cell),
        }
    }

    /// A text or a whole number, spelled out: a part of a key.
    pub(crate) fn spelled(&self, name: &str) -> Result<String> {
        self.text(name).or_else(|_| self.int(name).map(|number| number.to_string()))
    }
}

/// A value as it is hashed; a text or bytes of its own.
enum Owned {
    Text(String),
    Bytes(Vec<u8>),
    Other(Cell<'static>),
}

fn hashed<R: sqlx::Row>(
    row: &R,
    table: &str,
    hasher: &RowHasher,
    read: impl Fn(&R, usize) -> std::result::Result<Owned, sqlx::Error>,
) -> Result<Hash> {
    let names = row.columns().iter().map(|column| (column.ordinal(), column.name()));
    let values = names
        .filter(|(_, name)| !name.starts_with("ledger_"))
        .map(|(at, name)| Ok((name, read(row, at).map_err(|_| corrupt(name))?)))
        .collect::<Result<Vec<_>>>()?;
    let cells: Vec<_> = values
        .iter()
        .map(|(name, value)| {
            let cell = match value {
                Owned::Text(text) => Cell::Text(text),
                Owned::Bytes(bytes) => Cell::Bytes(bytes),
                Owned::Other(cell) => *cell,
            };
            (*name, cell)
        })
        .collect();
    Ok(hasher.hash(table, &cells))
}

/// SQLite's values have types of their own, whatever the column's is.
fn sqlite_cell(row: &sqlx::sqlite::SqliteRow, at: usize) -> std::result::Result<Owned, sqlx::Error> {
    let value = row.try_get_raw(at)?;
    if value.is_null() {
        return Ok(Owned::Other(Cell::Null));
    }
    let kind = value.type_info().name().to_owned();
    Ok(match kind.as_str() {
        "INTEGER" | "BOOLEAN" => Owned::Other(Cell::Int(row.try_get_unchecked(at)?)),
        "REAL" => Owned::Other(Cell::Real(row.try_get_unchecked(at)?)),
        "TEXT" => Owned::Text(row.try_get_unchecked(at)?),
        _ => Owned::Bytes(row.try_get_unchecked(at)?),
    })
}

fn postgres_cell(row: &sqlx::postgres::PgRow, at: usize) -> std::result::Result<Owned, sqlx::Error> {
    let value = row.try_get_raw(at)?;
    if value.is_null() {
        return Ok(Owned::Other(Cell::Null));
    }
    let kind = value.type_info().name().to_owned();
    Ok(match kind.as_str() {
        "INT8" => Owned::Other(Cell::Int(row.try_get(at)?)),
        "INT4" => Owned::Other(Cell::Int(row.try_get::<i32, _>(at)?.into())),
        "FLOAT8" => Owned::Other(Cell::Real(row.try_get(at)?)),
        "BOOL" => Owned::Other(Cell::Flag(row.try_get(at)?)),
        "TEXT" | "VARCHAR" => Owned::Text(row.try_get(at)?),
        _ => Owned::Bytes(value.as_bytes().map_err(sqlx::Error::Decode)?.to_vec()),
    })
}
