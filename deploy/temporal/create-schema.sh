#!/bin/sh
# Creates Temporal's two databases and brings their schema up to date. Does no harm when run again.
# temporal-sql-tool takes the connection from SQL_PLUGIN, SQL_HOST, SQL_PORT, SQL_USER and SQL_PASSWORD.
set -eu

schemas=${SCHEMAS:-/etc/temporal/schema/postgresql/v12}

prepare() {
  database=$1
  versions=$2
  echo "schema: $database"
  temporal-sql-tool --database "$database" create-database
  temporal-sql-tool --database "$database" setup-schema --version 0.0
  temporal-sql-tool --database "$database" update-schema --schema-dir "$versions"
}

prepare temporal "$schemas/temporal/versioned"
prepare temporal_visibility "$schemas/visibility/versioned"
