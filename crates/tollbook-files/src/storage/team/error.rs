//! What can go wrong between a replica and the team's server, each as a sentence that names it and the remedy.

use std::error::Error as _;
use std::io;
use std::path::PathBuf;

use postgres::error::SqlState;

use super::address::Address;
use crate::storage::StorageError;

/// Why something with a team's server did not work. Shown to people as it is, with a full stop after it.
#[derive(Debug, thiserror::Error)]
pub enum TeamError {
    /// The address cannot be used.
    #[error(
        "The address cannot be used: {detail}; write it as postgresql://USER@HOST/DATABASE, or as service=NAME"
    )]
    Address {
        /// What is wrong with it.
        detail: String,
    },
    /// The address switches encryption off, and nobody has allowed that.
    #[error(
        "The address says that the connection to {address} is not encrypted; take sslmode=disable out of it, or allow \
        that where the network between is trusted"
    )]
    Exposed {
        /// The address.
        address: String,
    },
    /// The password file can be read by others.
    #[error("{} can be read by other users of this machine, so that no password is read from it; run: chmod 600 {}",
        file.display(), file.display())]
    PasswordFile {
        /// The file.
        file: PathBuf,
    },
    /// There are no certificates to verify the server with.
    #[error(
        "The certificates by which the server is verified cannot be read: {detail}; install the system's (on Debian \
        the package ca-certificates), or name a file with sslrootcert=FILE in the address"
    )]
    Certificates {
        /// Why not.
        detail: String,
    },
    /// No server answers.
    #[error(
        "No server can be reached at {address}: {detail}; check the address and the network, then try again. \
        What you have done is saved on this machine"
    )]
    Unreachable {
        /// The address.
        address: String,
        /// What the system says.
        detail: String,
    },
    /// The server could not prove who it is.
    #[error(
        "The server at {address} does not prove who it is: {detail}; ask its administrator for a certificate that is \
        valid for this name, or for the file of the authority to be named with sslrootcert=FILE"
    )]
    Certificate {
        /// The address.
        address: String,
        /// What is wrong with the certificate.
        detail: String,
    },
    /// The server speaks only in plain.
    #[error(
        "The server at {address} offers no encryption; let its administrator switch ssl on, or add sslmode=disable \
        to the address if the network between is trusted"
    )]
    NoEncryption {
        /// The address.
        address: String,
    },
    /// The server does not let the user in.
    #[error(
        "The server at {address} does not let {user} in: {detail}; check the name and the password, which is \
        asked for in the window, or read from PGPASSWORD, ~/.pgpass or the system's keyring"
    )]
    NotLetIn {
        /// The address.
        address: String,
        /// The user.
        user: String,
        /// What the server says.
        detail: String,
    },
    /// There is no such database.
    #[error(
        "There is no database “{database}” at {address}; check the name, or let the administrator make it with: \
        createdb {database}"
    )]
    NoDatabase {
        /// The address.
        address: String,
        /// The database.
        database: String,
    },
    /// The server is older than what this program needs.
    #[error(
        "The server at {address} is PostgreSQL {found}, and a team project needs 15 or later; upgrade it"
    )]
    OldServer {
        /// The address.
        address: String,
        /// Its version.
        found: String,
    },
    /// The database has never been set up.
    #[error("The database at {address} holds no team projects; begin one there with: tollbook team init")]
    NotSetUp {
        /// The address.
        address: String,
    },
    /// A later version of the program has set the database up.
    #[error(
        "The database at {address} was set up by a newer Tollbook (its version is {found}, this program knows \
        {known}); install the newer one"
    )]
    Newer {
        /// The address.
        address: String,
        /// Its version.
        found: i64,
        /// The latest version that this program knows.
        known: i64,
    },
    /// The user may not do this.
    #[error(
        "{user} may not do this at {address} ({detail}); let its administrator grant a role, such as: \
        GRANT \"{role}\" TO \"{user}\""
    )]
    NoRight {
        /// The address.
        address: String,
        /// The user.
        user: String,
        /// The role that may.
        role: String,
        /// What the server says.
        detail: String,
    },
    /// The user may not set the database up.
    #[error(
        "{user} may not set up a team project at {address} ({detail}); let the administrator make {user} the owner of \
        the database, and grant the right to create roles: ALTER ROLE \"{user}\" CREATEROLE"
    )]
    NoRightToSetUp {
        /// The address.
        address: String,
        /// The user.
        user: String,
        /// What the server says.
        detail: String,
    },
    /// There is no such project on the server.
    #[error("There is no project {project} at {address}; check the address")]
    NoProject {
        /// The address.
        address: String,
        /// The project.
        project: String,
    },
    /// The server holds several projects, and none was named.
    #[error("There are several projects at {address}: {names}; name one with --project")]
    SeveralProjects {
        /// The address.
        address: String,
        /// Their names.
        names: String,
    },
    /// The server's disk is full.
    #[error(
        "The disk of the server at {address} is full; tell its administrator. What you have done is saved on this \
        machine and waits"
    )]
    Full {
        /// The address.
        address: String,
    },
    /// The connection ended in the middle.
    #[error(
        "The connection to {address} was lost: {detail}; try again. What you have done is saved on this machine and \
        waits"
    )]
    Lost {
        /// The address.
        address: String,
        /// What the system says.
        detail: String,
    },
    /// The server refuses edits that no other state of it would take.
    #[error("The server at {address} refuses the edits: {detail}")]
    Refused {
        /// The address.
        address: String,
        /// Why.
        detail: String,
    },
    /// What the server holds is not what this program writes.
    #[error(
        "What the server at {address} holds is damaged: {detail}; tell its administrator to restore a backup"
    )]
    Damaged {
        /// The address.
        address: String,
        /// What was found.
        detail: String,
    },
    /// The tables for SQL users could not be written.
    #[error(
        "The tables cannot be written to the schema “{schema}”: {detail}; name another one with --tables NAME, or try again"
    )]
    Tables {
        /// The schema.
        schema: String,
        /// Why not.
        detail: String,
    },
    /// The project file is no replica, or must not be one.
    #[error("{detail}")]
    Replica {
        /// What is wrong, and the remedy.
        detail: String,
    },
    /// The project file could not be read or written.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl TeamError {
    /// What an error while connecting means.
    pub(super) fn connecting(address: &Address, error: &postgres::Error) -> Self {
        let shown = address.to_string();
        if error.as_db_error().is_some() {
            return Self::working(address, error);
        }
        let (mut cause, mut last) = (error.source(), error.to_string());
        while let Some(inner) = cause {
            last = inner.to_string();
            if let Some(tls) = inner.downcast_ref::<rustls::Error>() {
                return Self::Certificate { address: shown, detail: certificate_words(tls) };
            }
            // A TLS error lies inside an error of the stream, of which it is no source.
            let of_stream = inner.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
            if let Some(tls) = of_stream.and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
                return Self::Certificate { address: shown, detail: certificate_words(tls) };
            }
            cause = inner.source();
        }
        let kind = error.to_string();
        if kind.contains("TLS") && last.contains("does not support TLS") {
            return Self::NoEncryption { address: shown };
        }
        if last.contains("password missing") || kind.contains("password missing") {
            let (user, detail) = (address.user().to_owned(), "it asks for a password".to_owned());
            return Self::NotLetIn { address: shown, user, detail };
        }
        Self::Unreachable { address: shown, detail: last }
    }

    /// What an error of an open connection means.
    pub(super) fn working(address: &Address, error: &postgres::Error) -> Self {
        let shown = address.to_string();
        let Some(db) = error.as_db_error() else {
            let detail = error.source().map_or_else(|| error.to_string(), ToString::to_string);
            return Self::Lost { address: shown, detail };
        };
        let (user, detail) = (address.user().to_owned(), db.message().to_owned());
        match db.code() {
            &SqlState::INVALID_PASSWORD | &SqlState::INVALID_AUTHORIZATION_SPECIFICATION => {
                Self::NotLetIn { address: shown, user, detail }
            }
            &SqlState::UNDEFINED_DATABASE => {
                Self::NoDatabase { address: shown, database: address.database().to_owned() }
            }
            &SqlState::INSUFFICIENT_PRIVILEGE => {
                let role = format!("{}_coder", address.database());
                Self::NoRight { address: shown, user, role, detail }
            }
            &SqlState::DISK_FULL => Self::Full { address: shown },
            code if code.code().starts_with("TB") => Self::Refused { address: shown, detail },
            // The server shuts down or starts up, ended the session, or has no connection to spare.
            code if ["57", "08", "53"].iter().any(|class| code.code().starts_with(class)) => {
                Self::Lost { address: shown, detail }
            }
            code if ["22", "23", "21"].iter().any(|class| code.code().starts_with(class)) => {
                Self::Refused { address: shown, detail }
            }
            code => Self::Lost { address: shown, detail: format!("{detail} ({})", code.code()) },
        }
    }

    /// The log does not end as it did when the replica last saw it.
    pub(super) fn went_back(last: i64) -> Self {
        let detail = format!(
            "The server does not hold edit {last} of this project any more, as after an older backup was restored there; \
             keep a copy of the project file under another name, join the team again in another folder, and merge the copy \
             with File > Merge another copy…"
        );
        Self::Replica { detail }
    }

    /// Whether trying again later may help without anybody doing anything.
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Unreachable { .. } | Self::Lost { .. } | Self::Full { .. })
    }
}

/// What is wrong with a certificate, in words.
fn certificate_words(error: &rustls::Error) -> String {
    use rustls::CertificateError;
    let rustls::Error::InvalidCertificate(certificate) = error else { return error.to_string() };
    match certificate {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            "its certificate has expired, or this machine's clock is wrong".to_owned()
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "its certificate is not valid yet, or this machine's clock is wrong".to_owned()
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "its certificate is of another name".to_owned()
        }
        CertificateError::UnknownIssuer => {
            "its certificate is not signed by an authority that this machine trusts".to_owned()
        }
        other => other.to_string(),
    }
}
