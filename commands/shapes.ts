import type { Shape } from "./frame/shape";
import { shape as capacity } from "./capacity/shape";
import { shape as demo } from "./demo/shape";
import { shape as diff } from "./diff/shape";
import { shape as drill } from "./drill/shape";
import { shape as exported } from "./export/shape";
import { shape as failover } from "./failover/shape";
import { shape as leftovers } from "./leftovers/shape";
import { shape as migrate } from "./migrate/shape";
import { shape as new_ } from "./new/shape";
import { shape as preview } from "./preview/shape";
import { shape as promote } from "./promote/shape";
import { shape as recover } from "./recover/shape";
import { shape as secrets } from "./secrets/shape";
import { shape as team } from "./team/shape";
import { shape as tools } from "./tools/shape";
import { shape as unstick } from "./unstick/shape";
import { shape as upgrade } from "./upgrade/shape";
import { shape as validate } from "./validate/shape";
import { shape as volumesGone } from "./volumes-gone/shape";

/** What each command that reports prints with `--json`. */
export const shapes: Readonly<Record<string, Shape>> = {
    demo,
    preview,
    diff,
    validate,
    new: new_,
    team,
    upgrade,
    migrate,
    failover,
    promote,
    secrets,
    capacity,
    export: exported,
    recover,
    unstick,
    "volumes-gone": volumesGone,
    leftovers,
    drill,
    tools,
};
