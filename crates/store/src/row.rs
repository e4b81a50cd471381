//! Values to bind and rows to read, the same for both databases.

use std::fmt::Display;
use std::str::FromStr;

use jiff::{Timestamp, civil::Date};
use serde::de::DeserializeOwned;
use sqlx::Row as _;

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
