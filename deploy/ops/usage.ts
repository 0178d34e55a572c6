/** What `npm run ops -- help` says. */
export const usage = `npm run ops -- <command> [options]

  status [service]                          how each service is doing, what is wrong first
  dead-letters [service]                    events that were given up
  redrive <service> <id>                    handle a dead letter once more, then what waits behind it
  discard <service> <id> --reason "…"       pass over a dead letter for good
  rebuild <service> <name>                  fill a replica (programs.cohort.v1) or projection again from its owner
  reconcile [service]                       compare with the owners what a service consumes, and fill what it lacks
  backup <folder>                           every service's database, beside whatever goes on
  restore <folder> [service]                make databases what they were; the services must be stopped

  --json             for programs: one JSON document, with npm run --silent ops -- <command> --json
  --data-dir <dir>   another installation of this machine than .local

Exit codes: 0 all is well or done, 1 something is wrong or was refused, 2 the command line makes no sense.

Other installations are reached by environment variables:
  TULGA_URL                address of the gateway
  SERVICE_URLS             instead, inside of the installation: JSON, internal address of each service by name
  OPERATOR_CLIENT_SECRET   of the client OPERATOR_CLIENT_ID (operator) at OIDC_TOKEN_URL (TULGA_URL/oidc/token)
  OPERATOR_TOKEN           instead: an access token of a platform administrator
  POSTGRES_URL             backup and restore: the database server, as its administrator
`;
