import { Module } from '@nestjs/common';
import { CasesConsumer } from './cases/cases.consumer.js';
import { CasesController } from './cases/cases.controller.js';
import { CasesService } from './cases/cases.service.js';
import { DueCasesSweep } from './cases/due-cases.sweep.js';
import { LearningService } from './cases/learning.service.js';
import { CertificatesController } from './certificates/certificates.controller.js';
import { CertificatesService } from './certificates/certificates.service.js';
import { FiguresController } from './figures/figures.controller.js';
import { IssuersService } from './issuers/issuers.service.js';
import { NamesController } from './names/names.controller.js';
import { NamesService } from './names/names.service.js';
import { AchievementsController } from './publications/achievements.controller.js';
import { CredentialsController } from './publications/credentials.controller.js';
import { IssuersController } from './publications/issuers.controller.js';
import { ReservationsService } from './registry/reservations.service.js';
import { DirectoryConsumer } from './replicas/directory.consumer.js';
import { EnrollmentConsumer } from './replicas/enrollment.consumer.js';
import { ProgramsConsumer } from './replicas/programs.consumer.js';
import { SignaturesService } from './signing/signatures.service.js';
import { SignerService } from './signing/signer.service.js';
import { SigningLoop } from './signing/signing.loop.js';
import { StatusListsService } from './status-lists/status-lists.service.js';
import { CredentialChecksService } from './verification/credential-checks.service.js';
import { VerificationController } from './verification/verification.controller.js';
import { VerificationService } from './verification/verification.service.js';

/** Everything that certification consists of. */
@Module({
  controllers: [
    ...[DirectoryConsumer, ProgramsConsumer, EnrollmentConsumer, CasesConsumer],
    ...[CasesController, CertificatesController, NamesController, FiguresController],
    ...[VerificationController, CredentialsController, IssuersController, AchievementsController],
  ],
  providers: [
    ...[LearningService, CasesService, DueCasesSweep, NamesService, ReservationsService],
    ...[IssuersService, StatusListsService, SignaturesService, SignerService, SigningLoop],
    ...[CertificatesService, CredentialChecksService, VerificationService],
  ],
})
export class CertificationModule {}
