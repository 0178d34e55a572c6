// Loaded into every service that the supervisor starts. When the supervisor is killed, its channel closes, and the
// service ends in good order instead of running on with nobody to stop it.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
