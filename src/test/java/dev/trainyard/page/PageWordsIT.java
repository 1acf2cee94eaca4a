package dev.trainyard.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import dev.trainyard.page.Browser.Look;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What the page makes of answers that are made up, in its own words and lines. */
@NullUnmarked
class PageWordsIT extends InBrowser {

  @Test
  void cellsThatDifferInLateDigitsOrEarlyNamesAreToldApart() {
    assertThat(
            made(
                """
                const { curveLines } = await import('/page/curves.js');
                const curve = (trial, decay) => ({
                  trial, seed: 1, parameters: { 'training.averaging.decay': decay },
                  epochs: [{ epoch: 1, validationAccuracy: decay }],
                });
                const curves = [0.9999, 0.99995, 0.99999].map((decay, index) => curve(index + 1, decay));
                const visit = { query: new URLSearchParams('lines=cells&training=no'), number: () => 0 };
                const { lines } = curveLines({ name: 'x', spec: { replicates: 1 } }, curves, visit);
                return lines.map(({ label, values }) => `${label}: ${values}`).join('; ');
                """))
        .isEqualTo("decay = 0.9999: 0.9999; decay = 0.99995: 0.99995; decay = 0.99999: 0.99999");
    assertThat(
            made(
                """
                const { labelsOf } = await import('/page/labels.js');
                const cells = [8, 16].flatMap(one => [0.10000001, 0.1].map(rate => ({
                  'network.layers[1].units': one, 'network.layers[2].units': 4,
                  'training.optimizer.beta1': rate, 'training.optimizer.type': 'adam',
                })));
                return labelsOf(cells).of(cells[2]);
                """))
        .isEqualTo("layers[1].units = 16, layers[2].units = 4, beta1 = 0.10000001, type = adam");
    assertThat(
            made(
                """
                const { parameter } = await import('/page/format.js');
                return [0, 1e-7, 0.00015, 0.99995, 128, true, 'relu'].map(value => parameter(value)).join(' ');
                """))
        .isEqualTo("0 1E-7 0.00015 0.99995 128 true relu");
  }

  @Test
  void linesWithTheSameColourHaveOtherDashes() {
    assertThat(
            made(
                """
                const { lineChart } = await import('/page/chart.js');
                const dashes = new Set();
                const set = CanvasRenderingContext2D.prototype.setLineDash;
                CanvasRenderingContext2D.prototype.setLineDash = function (dash) {
                  dashes.add(String(dash));
                  return set.call(this, dash);
                };
                const chart = lineChart({ title: 'x', x: 'Epoch' }, new AbortController().signal);
                document.querySelector('main').append(chart);
                const line = index => ({ label: index, values: [1, 2, 3], colour: index % 24, dashed: index >= 24 });
                await chart.show({ x: [1, 2, 3], y: 'Loss', lines: Array.from({ length: 48 }, (_, index) => line(index)) });
                await new Promise(resolve => setTimeout(resolve));
                return dashes.size;
                """))
        .isEqualTo(6);
  }

  @Test
  void aValueWithoutNeighboursIsDrawn() {
    assertThat(
            made(
                """
                const { lineChart } = await import('/page/chart.js');
                const chart = lineChart({ title: 'x', x: 'Epoch' }, new AbortController().signal);
                document.querySelector('main').append(chart);
                await chart.show({ x: [1, 2, 3, 4], y: 'Loss', lines: [
                  { label: 'a', values: [1, 2, 3, 4], colour: 0 },
                  { label: 'b', values: [null, 3, null, null], colour: 1 },
                ] });
                await new Promise(resolve => setTimeout(resolve));
                const canvas = chart.querySelector('canvas');
                const pixel = document.createElement('canvas').getContext('2d');
                pixel.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--line-2');
                pixel.fillRect(0, 0, 1, 1);
                const [red, green, blue] = pixel.getImageData(0, 0, 1, 1).data;
                const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                for (let at = 0; at < data.length; at += 4) {
                  if (data[at] === red && data[at + 1] === green && data[at + 2] === blue) {
                    return true;
                  }
                }
                return false;
                """))
        .isEqualTo(true);
  }

  @Test
  void anExperimentThatHasEndedIsAskedForAgainAfterTheTabWasHidden() {
    assertThat(
            made(
                """
                const { watch } = await import('/page/watch.js');
                const { promise: open, resolve: opened } = Promise.withResolvers();
                const { promise: again, resolve: askedAgain } = Promise.withResolvers();
                let hidden = false;
                let asked = 0;
                Object.defineProperty(document, 'hidden', { get: () => hidden });
                const look = to => {
                  hidden = to;
                  document.dispatchEvent(new Event('visibilitychange'));
                };
                window.fetch = async (path, { signal }) => {
                  if (path === '/experiments/1/events') {
                    if (++asked === 2) {
                      askedAgain('asked again');
                    }
                    return new Response(null, { status: 204 });
                  }
                  const stream = new ReadableStream({
                    start: flow => signal.addEventListener('abort', () => flow.error(signal.reason)),
                  });
                  setTimeout(opened);
                  return new Response(stream);
                };
                const stop = new AbortController();
                watch('1', { event: () => {}, state: () => {} }, stop.signal);
                await open;
                look(true);
                look(false);
                const late = new Promise(resolve => setTimeout(resolve, 20_000, 'never'));
                const answer = await Promise.race([again, late]);
                stop.abort();
                return answer;
                """))
        .isEqualTo("asked again");
  }

  @Test
  void anEnsembleIsCalledBetterOnlyWhereItIs() {
    assertThat(ensemble("{ gain: 0, adjustedP: 1 }, { gain: 0, adjustedP: 1 }"))
        .contains(" It is not better than any of them. ");
    assertThat(ensemble("{ gain: 0.001, adjustedP: 0.4 }, { gain: -0.01, adjustedP: 0.01 }"))
        .contains(
            " That it is better than any of them may be chance. 1 of 2 of them alone is better than it by more than chance. ");
    assertThat(ensemble("{ gain: 0.01, adjustedP: 0.01 }, { gain: 0.02, adjustedP: 0.01 }"))
        .contains(" It is better than each of them by more than chance. ");
  }

  private String ensemble(String members) {
    return (String)
        made(
            """
        const { ensemble } = await import('/page/together.js');
        const members = [%s].map((one, index) => (
          { ...one, trial: index + 1, seed: index, parameters: {}, accuracy: 1, gained: 0, lost: 0 }
        ));
        const answer = { accuracy: 1, standardError: 0, memberAccuracy: { mean: 1 }, members, loss: 0, images: 9 };
        window.fetch = async () => new Response(JSON.stringify(answer));
        const section = ensemble('/experiments/1', new AbortController().signal);
        document.querySelector('main').append(section);
        section.querySelector('button').click();
        while (!section.querySelector('p.apart')) {
          await new Promise(requestAnimationFrame);
        }
        return section.querySelector('p.apart').textContent;
        """
                .formatted(members));
  }

  @Test
  void aDifferenceInTheLastBitIsToBeSeen() {
    assertThat(
            made(
                """
                const { verification } = await import('/page/verification.js');
                const difference = { epoch: 1, metrics: [
                  { metric: 'trainLoss', recorded: 0.33120000000000005, now: 0.3312 },
                ] };
                const answer = [{ trial: 1, status: 'COMPLETED', verdict: '', createdAt: null, changes: [], firstDifference: difference }];
                window.fetch = async () => new Response(JSON.stringify(answer));
                const { element } = verification('/experiments/1', { trial: 1 }, new AbortController().signal);
                await element.open();
                return element.querySelector('.verdict-row').textContent;
                """))
        .asString()
        .endsWith("trainLoss was 0.33120000000000005 and is 0.3312");
  }

  @Test
  void aStrokeThatWaitsIsReadAfterOneThatFailed() {
    assertThat(
            made(
                """
                const { readerOf } = await import('/page/reader.js');
                const drawings = [];
                window.fetch = async (path, { body }) => {
                  drawings.push(await body.text());
                  if (drawings.length === 1) {
                    reader.read(stroke('second'));
                    throw new TypeError('no connection');
                  }
                  const prediction = { label: '7', votes: [], classes: [] };
                  return new Response(JSON.stringify({ predictions: [prediction], members: [] }));
                };
                const stroke = words => async () => ({ drawing: words, body: new Blob([words]) });
                const reader = readerOf({ id: 1, name: 'x', trials: 1, dataset: 'mnist' }, new AbortController().signal);
                await reader.read(stroke('first'));
                return `${drawings} ${reader.label} ${reader.drawing}`;
                """))
        .isEqualTo("first,second 7 second");
  }

  @Test
  void anEpochThatTheServiceHasToldOfAlreadyTakesNothingBack() {
    assertThat(
            made(
                """
                const { learnt } = await import('/page/progress.js');
                const trial = { epochsCompleted: 3, final: { epoch: 3 }, best: { epoch: 3 } };
                return learnt(trial, { epoch: 2 }, { training: { earlyStopping: null } }) === trial;
                """))
        .isEqualTo(true);
  }

  @Test
  void aShortTimeIsNotNone() {
    assertThat(
            made(
                """
                const { duration } = await import('/page/format.js');
                return [0, 0.0042, 0.04, 0.099, 0.84, 12].map(duration).join(', ');
                """))
        .isEqualTo("0 s, 0.004 s, 0.04 s, 0.1 s, 0.8 s, 12 s");
  }

  @Test
  void whereThePenIsCanBeSeenWhileKeysMoveIt() {
    try (Visit visit = visit(Look.LIGHT).open("/nowhere")) {
      visit
          .page()
          .evaluate(
              """
              async () => {
                const { square } = await import('/page/paper.js');
                document.querySelector('main').append(square(() => {}, () => {}).frame);
              }""");
      Locator pen = visit.page().locator(".pen");
      assertThat(pen.isVisible()).isFalse();
      visit.draw("40,40 60,60");
      assertThat(pen.isVisible()).isFalse();
      visit.page().keyboard().press("ArrowRight");
      assertThat(pen.isVisible()).isTrue();
      BoundingBox paper = visit.page().locator("canvas.paper").boundingBox();
      BoundingBox mark = pen.boundingBox();
      assertThat(mark.x + mark.width / 2)
          .isCloseTo(paper.x + paper.width * (0.5 + 8.0 / 280), within(1.5));
      assertThat(mark.y + mark.height / 2).isCloseTo(paper.y + paper.height / 2, within(1.5));
    }
  }

  /** What a script gives that may import the page's modules. */
  private Object made(String script) {
    try (Visit visit = visit(Look.LIGHT).open("/nowhere")) {
      return visit.page().evaluate("async () => {%s}".formatted(script));
    }
  }
}
