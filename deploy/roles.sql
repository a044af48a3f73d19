-- Two roles and a database, for a Postgres 18 of your own. Run once, as its administrator, by psql:
--   OWNER_PASSWORD=… APP_PASSWORD=… psql -f deploy/roles.sql
\getenv owner_password OWNER_PASSWORD
\getenv app_password APP_PASSWORD
-- Owns the tables and changes them at an upgrade. Its address is DATABASE_OWNER_URL.
create role shelftalker_owner login password :'owner_password';
-- What the program works as: owns nothing, and row-level security binds it. Its address is DATABASE_URL.
create role shelftalker_app login password :'app_password' nosuperuser nobypassrls nocreaterole nocreatedb;
create database shelftalker owner shelftalker_owner;
revoke all on database shelftalker from public;
grant connect, temporary on database shelftalker to shelftalker_app;
