//! A database of a PostgreSQL server that holds team projects: setting it up, and what is in it.

use postgres::Client;

use super::address::Address;
use super::error::TeamError;
use super::server::Server;
use crate::storage::schema::VERSION;
use tollbook_core::model::ProjectId;

/// The version of the server's side that this program makes and knows.
const SCHEMA: i64 = 1;

/// Makes the server's side.
const SQL: &str = include_str!("schema_1.sql");

/// The oldest server that will do, as `server_version_num` has it.
const OLDEST_SERVER: i64 = 150_000;

/// A connection to a database for team projects.
pub struct Database {
    pub(super) address: Address,
    pub(super) client: Client,
}

/// A project that a database holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamProject {
    /// Its id.
    pub id: ProjectId,
    /// Its name.
    pub name: String,
    /// The number of its last edit.
    pub last: i64,
    /// Whether its history is complete, so that it can be joined.
    pub is_open: bool,
}

impl Database {
    /// Connects to the database, whether or not it has been set up.
    ///
    /// # Errors
    /// If it cannot be reached, does not let the user in, or is of a server that is too old.
    pub fn connect(address: &Address) -> Result<Self, TeamError> {
        let mut database = Self { client: address.connect()?, address: address.clone() };
        // A member who holds the project's lock keeps others waiting, and not for ever.
        let limits = "SET lock_timeout = '20s'; SET idle_in_transaction_session_timeout = '10s'";
        let waiting = database.client.batch_execute(limits);
        waiting.map_err(|error| database.failed(&error))?;
        let row = database
            .client
            .query_one(
                "SELECT current_setting('server_version_num')::bigint, current_setting('server_version')",
                &[],
            )
            .map_err(|error| database.failed(&error))?;
        if row.get::<_, i64>(0) < OLDEST_SERVER {
            return Err(TeamError::OldServer { address: address.to_string(), found: row.get(1) });
        }
        Ok(database)
    }

    pub(super) fn failed(&self, error: &postgres::Error) -> TeamError {
        TeamError::working(&self.address, error)
    }

    /// Sets the database up: tables, functions and roles. Where that is done already, nothing changes.
    ///
    /// # Errors
    /// If the user may not do that, or if a newer program has set it up.
    pub fn set_up(&mut self) -> Result<(), TeamError> {
        match self.check_version() {
            Err(TeamError::NotSetUp { .. }) => {}
            other => return other,
        }
        let made = self.client.transaction().and_then(|mut transaction| {
            transaction.batch_execute(SQL)?;
            transaction.commit()
        });
        made.map_err(|error| match self.failed(&error) {
            TeamError::NoRight { address, user, detail, .. } => {
                TeamError::NoRightToSetUp { address, user, detail }
            }
            other => other,
        })
    }

    /// Fails unless the database was set up by a program of this version.
    fn check_version(&mut self) -> Result<(), TeamError> {
        let address = self.address.to_string();
        let is_there = "SELECT to_regclass('tollbook.version') IS NOT NULL";
        let row = self.client.query_one(is_there, &[]).map_err(|error| self.failed(&error))?;
        if !row.get::<_, bool>(0) {
            return Err(TeamError::NotSetUp { address });
        }
        let version = "SELECT version::bigint FROM tollbook.version";
        let row = self.client.query_one(version, &[]).map_err(|error| self.reading_failed(&error))?;
        match row.get::<_, i64>(0) {
            SCHEMA => Ok(()),
            found if found > SCHEMA => Err(TeamError::Newer { address, found, known: SCHEMA }),
            found => {
                Err(TeamError::Damaged { address, detail: format!("there never was a version {found}") })
            }
        }
    }

    /// As [`Database::failed`], of what every reader may do.
    pub(super) fn reading_failed(&self, error: &postgres::Error) -> TeamError {
        match self.failed(error) {
            TeamError::NoRight { address, user, detail, .. } => TeamError::NoRight {
                address,
                user,
                detail,
                role: format!("{}_coder", self.address.database()),
            },
            other => other,
        }
    }

    /// The projects of the database, by name.
    ///
    /// # Errors
    /// If the database has not been set up or cannot be read.
    pub fn projects(&mut self) -> Result<Vec<TeamProject>, TeamError> {
        self.check_version()?;
        let rows = self
            .client
            .query("SELECT id::text, name, last, is_open FROM tollbook.project ORDER BY name, id", &[])
            .map_err(|error| self.reading_failed(&error))?;
        let project = |row: postgres::Row| {
            let id: String = row.get(0);
            let id = ProjectId(id.parse().map_err(|_| self.damaged("a project has no id"))?);
            Ok(TeamProject { id, name: row.get(1), last: row.get(2), is_open: row.get(3) })
        };
        rows.into_iter().map(project).collect()
    }

    pub(super) fn damaged(&self, detail: &str) -> TeamError {
        TeamError::Damaged { address: self.address.to_string(), detail: detail.to_owned() }
    }

    /// Makes a project without edits, or leaves the one of this id as it is.
    ///
    /// # Errors
    /// If the user is no owner.
    pub fn create_project(&mut self, id: ProjectId, name: &str) -> Result<(), TeamError> {
        let name = name.replace('\0', "\u{fffd}");
        self.as_owner(
            "SELECT tollbook.create_project($1::text::uuid, $2, $3)",
            &[&id.to_string(), &name, &VERSION],
        )
    }

    /// Calls a function that only owners may call.
    pub(super) fn as_owner(
        &mut self,
        sql: &str,
        parameters: &[&(dyn postgres::types::ToSql + Sync)],
    ) -> Result<(), TeamError> {
        let called = self.client.execute(sql, parameters);
        called.map(|_| ()).map_err(|error| self.failed_as_owner(&error))
    }

    /// What an error means of something that only owners may do.
    pub(crate) fn failed_as_owner(&self, error: &postgres::Error) -> TeamError {
        match self.failed(error) {
            TeamError::NoRight { address, user, detail, .. } => TeamError::NoRight {
                address,
                user,
                detail,
                role: format!("{}_owner", self.address.database()),
            },
            other => other,
        }
    }

    /// The address to which it leads.
    pub fn address(&self) -> &Address {
        &self.address
    }

    pub(crate) fn client(&mut self) -> &mut Client {
        &mut self.client
    }

    /// The log of one of the database's projects.
    ///
    /// # Errors
    /// If the database has not been set up, or holds no such project.
    pub fn project(mut self, id: ProjectId) -> Result<Server, TeamError> {
        let found = self.projects()?.into_iter().find(|project| project.id == id);
        let found = found.ok_or_else(|| TeamError::NoProject {
            address: self.address.to_string(),
            project: id.to_string(),
        })?;
        Ok(Server::new(self, id, found.is_open))
    }
}
