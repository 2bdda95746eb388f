//! What a connection to a team's server turns out to be: the server, the user's rights, the projects there.

use super::address::Address;
use super::database::{Database, TeamProject};
use super::error::TeamError;

/// A role of the four that the database has for its members; each has the rights of those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TeamRole {
    /// Reads.
    Reader,
    /// Appends edits of their own.
    Coder,
    /// Also brings in merged copies with edits of others.
    Reviewer,
    /// Begins projects, and says who writes as which coder.
    Owner,
}

impl TeamRole {
    const ALL: [Self; 4] = [Self::Owner, Self::Reviewer, Self::Coder, Self::Reader];

    /// Its name, with which the name of the role on the server ends.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Coder => "coder",
            Self::Reviewer => "reviewer",
            Self::Owner => "owner",
        }
    }

    /// What it may do, after "may".
    pub fn rights(self) -> &'static str {
        match self {
            Self::Reader => "read, and change nothing",
            Self::Coder => "record in their own name",
            Self::Reviewer => "record in their own name and merge copies with edits of others",
            Self::Owner => "record, merge copies, begin projects and say who writes as which coder",
        }
    }
}

/// What was found by connecting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestedConnection {
    /// The address, without a password.
    pub address: String,
    /// The name of the database.
    pub database: String,
    /// The user's name on the server.
    pub user: String,
    /// The version of PostgreSQL.
    pub version: String,
    /// Whether the connection is encrypted, with a certificate that was verified.
    pub is_encrypted: bool,
    /// Whether it leads to another machine and is not encrypted.
    pub is_exposed: bool,
    /// Whether the database was set up for team projects.
    pub is_set_up: bool,
    /// Whether the user may set it up.
    pub may_set_up: bool,
    /// The user's role; `None` before the database is set up.
    pub role: Option<TeamRole>,
    /// The projects of the database.
    pub projects: Vec<TeamProject>,
    /// How many seconds this machine's clock is ahead of the server's.
    pub clock_ahead: i64,
}

impl TestedConnection {
    /// Connects, and finds out.
    ///
    /// # Errors
    /// If the server cannot be reached, does not let the user in, is too old, or was set up by a newer program.
    pub fn test(address: &Address) -> Result<Self, TeamError> {
        let mut database = Database::connect(address)?;
        let (is_set_up, projects) = match database.projects() {
            Ok(projects) => (true, projects),
            Err(TeamError::NotSetUp { .. }) => (false, Vec::new()),
            Err(error) => return Err(error),
        };
        let ask = "SELECT current_setting('server_version'), \
            extract(epoch FROM clock_timestamp())::bigint, \
            rolsuper OR (rolcreaterole AND has_database_privilege(current_database(), 'CREATE')), \
            ARRAY(SELECT substr(role.rolname::text, length(current_database()) + 2) FROM pg_roles AS role \
                WHERE role.rolname IN (current_database() || '_reader', current_database() || '_coder', \
                    current_database() || '_reviewer', current_database() || '_owner') \
                AND pg_has_role(session_user, role.oid, 'MEMBER')) \
            FROM pg_roles WHERE rolname = session_user";
        let row = database.client.query_one(ask, &[]);
        let row = row.map_err(|error| TeamError::working(address, &error))?;
        let roles: Vec<String> = row.get(3);
        let role = TeamRole::ALL.into_iter().find(|role| roles.iter().any(|name| name == role.as_str()));
        Ok(Self {
            address: address.to_string(),
            database: address.database().to_owned(),
            user: address.user().to_owned(),
            version: row.get(0),
            is_encrypted: address.is_encrypted(),
            is_exposed: address.is_exposed(),
            is_set_up,
            may_set_up: row.get(2),
            role: role.filter(|_| is_set_up),
            projects,
            clock_ahead: jiff::Timestamp::now().as_second() - row.get::<_, i64>(1),
        })
    }
}
