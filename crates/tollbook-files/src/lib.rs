//! From files to articles, the project file, and tables in and out.
//!
//! | module | what it is |
//! | --- | --- |
//! | [`reading`] | from files to articles |
//! | [`collecting`] | bringing files and pasted text into the folder of a project |
//! | [`storage`] | the project file |
//! | [`exchange`] | CSV in and out, pictures and pages |
//! | [`sql_tables`] | the tables of a package in a database of a team |
//! | [`structure`] | headings, tables and pages of a text |

pub mod collecting;
pub mod exchange;
mod format_1;
#[cfg(test)]
mod fuzz;
pub mod reading;
pub mod sql_tables;
pub mod storage;
pub mod structure;

/// Bytes in hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// Whether this is a SHA-256 in hexadecimal digits, so that a file named after it lies where it should.
pub(crate) fn is_sha256(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}
