import { beforeEach, describe, expect, it } from "vitest";
import { address, asked, names } from "../src/address";

let form: HTMLFormElement;

beforeEach(() => {
  document.body.innerHTML = `<form>
    <select name="drug"><option value="">any<option value="heroin & more" selected></select>
    <input name="from" type="number" value="2015"><input name="to" type="number" value="">
    <input name="weight.a" type="range" min="0" max="5" value="1" data-usual="1.0">
    <input name="weight.b" type="range" min="0" max="5" value="3" data-usual="1"><button>Show</button></form>`;
  form = document.querySelector("form") as HTMLFormElement;
});

describe("what a form asks", () => {
  it("is what is neither empty nor as usual", () => {
    expect(Object.fromEntries(asked(form))).toEqual({ drug: "heroin & more", from: "2015", "weight.b": "3" });
  });

  it("owns the names of its fields", () => {
    expect([...names(form)]).toEqual(["drug", "from", "to", "weight.a", "weight.b"]);
  });
});

describe("an address", () => {
  it("comes back as it was asked, and keeps what others own", () => {
    const now = "http://hub.example/routes?drug=old&edition=2021&to=2020#map";
    const then = new URL(address(now, names(form), asked(form)));
    expect(Object.fromEntries(then.searchParams)).toEqual({
      drug: "heroin & more", edition: "2021", from: "2015", "weight.b": "3",
    });
    expect(then.hash).toBe("#map");
  });
});
