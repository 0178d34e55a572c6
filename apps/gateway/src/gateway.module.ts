import { Module } from '@nestjs/common';
import { DocsController } from './docs/docs.controller.js';
import { OpenApiService } from './docs/open-api.service.js';
import { LandingController } from './landing/landing.controller.js';
import { ClockBucket } from './platform/clock-bucket.js';
import { Operators } from './platform/operators.js';
import { PlatformClock } from './platform/platform-clock.service.js';
import { PlatformController } from './platform/platform.controller.js';
import { ProxyRoutes } from './proxy/proxy-routes.js';
import { ServiceRoutes } from './services/service-routes.js';
import { ServicesReadiness } from './services/services-readiness.js';

/** The one address of the platform. */
@Module({
  controllers: [DocsController, LandingController, PlatformController],
  providers: [ClockBucket, OpenApiService, Operators, PlatformClock, ProxyRoutes, ServiceRoutes, ServicesReadiness],
})
export class GatewayModule {}
